"""Pages of signup."""

from flask import Blueprint

signup = Blueprint("signup", __name__)
signup_desk = Blueprint("signup_desk", __name__)
