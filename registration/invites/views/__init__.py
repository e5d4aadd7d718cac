"""Invites' pages: the participant's calendar file; at the desk, everybody's calendars and the staff."""

from flask import Blueprint

invites = Blueprint("invites", __name__)
invites_desk = Blueprint("invites_desk", __name__)

from registration.invites.views import desk, public, staff  # noqa: E402, F401  the pages join their blueprints
