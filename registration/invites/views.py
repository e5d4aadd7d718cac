"""Pages of invites."""

from flask import Blueprint

invites = Blueprint("invites", __name__)
