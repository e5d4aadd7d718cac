"""Pages of the forum: forums, meetings and published minutes for everybody, the secretary's work at the
desk."""

from registration.forum.views import desk, public
from registration.forum.views.blueprints import forum, forum_desk

__all__ = ["desk", "forum", "forum_desk", "public"]
