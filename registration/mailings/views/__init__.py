"""Pages of mailings: the desk's steps and delivery page, and what a recipient's links open."""

from flask import Blueprint

mailings = Blueprint("mailings", __name__)
mailings_desk = Blueprint("mailings_desk", __name__)

from registration.mailings.views import delivery as _delivery  # noqa: E402, F401  the pages join
from registration.mailings.views import next_dates as _next_dates  # noqa: E402, F401
from registration.mailings.views import public as _public  # noqa: E402, F401
from registration.mailings.views import review as _review  # noqa: E402, F401
from registration.mailings.views import steps as _steps  # noqa: E402, F401
