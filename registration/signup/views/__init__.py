"""Sign-up's pages: the form, the personal link, and the organiser's list."""

from flask import Blueprint

signup = Blueprint("signup", __name__)
signup_desk = Blueprint("signup_desk", __name__)

from registration.signup.views import choosing, desk, personal, public  # noqa: E402, F401  the pages join their blueprints
