"""Pages of accounts."""

from registration.accounts.views import first_run, own, people, sign_in, two_factor
from registration.accounts.views.blueprint import accounts

__all__ = ["accounts", "first_run", "own", "people", "sign_in", "two_factor"]
