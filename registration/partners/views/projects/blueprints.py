"""The blueprints of projects."""

from flask import Blueprint

projects = Blueprint("projects", __name__)
projects_desk = Blueprint("projects_desk", __name__)
