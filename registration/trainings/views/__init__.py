"""Pages of trainings: catalogue and event page for everybody, editor and publication at the desk."""

from registration.trainings.views import catalogue, desk, page
from registration.trainings.views.blueprints import trainings, trainings_desk

__all__ = ["catalogue", "desk", "page", "trainings", "trainings_desk"]
