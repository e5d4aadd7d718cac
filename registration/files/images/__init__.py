"""Pictures: read with care, turned upright, without all that they tell beside what is seen, in the sizes of pages."""

from registration.files.images.making import LOGO, PHOTOGRAPH, Plan, Rendered, Shown, make

__all__ = ["LOGO", "PHOTOGRAPH", "Plan", "Rendered", "Shown", "make"]
