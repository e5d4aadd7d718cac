"""Pages of calendars."""

from flask import Blueprint

calendars = Blueprint("calendars", __name__)
