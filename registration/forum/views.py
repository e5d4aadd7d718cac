"""Pages of forum."""

from flask import Blueprint

from registration.forum import models as models

forum = Blueprint("forum", __name__)
forum_desk = Blueprint("forum_desk", __name__)
