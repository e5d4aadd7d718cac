"""The two blueprints of the forum: the public's and the secretaries'."""

from flask import Blueprint

forum = Blueprint("forum", __name__)
forum_desk = Blueprint("forum_desk", __name__)
