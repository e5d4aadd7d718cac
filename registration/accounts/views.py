"""Pages of accounts."""

from flask import Blueprint
from flask_security import views as security_views

accounts = Blueprint("accounts", __name__)

accounts.add_url_rule("/sign-in", "login", security_views.login, methods=["GET", "POST"])
