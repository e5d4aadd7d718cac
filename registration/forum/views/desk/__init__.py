"""The secretary's pages. Each act that is final has a page that names its effect."""

from registration.forum.views.desk import agenda, forums, meetings, minutes, sitting

__all__ = ["agenda", "forums", "meetings", "minutes", "sitting"]
