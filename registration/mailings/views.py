"""Pages of mailings."""

from flask import Blueprint

mailings = Blueprint("mailings", __name__)
mailings_desk = Blueprint("mailings_desk", __name__)
