"""Pages of mailings: the desk's steps and delivery page, and what a recipient's links open."""

from flask import Blueprint

mailings = Blueprint("mailings", __name__)
mailings_desk = Blueprint("mailings_desk", __name__)

from registration.mailings.views import delivery, public, review, steps  # noqa: E402, F401  they join
