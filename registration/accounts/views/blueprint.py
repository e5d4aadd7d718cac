"""The blueprint of accounts, and the limits of what may be tried on its pages."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Response, session

from registration.accounts.guards import found_user
from registration.core.tokens import keyed_hash
from registration.web.caching import personal
from registration.web.limits import by_address, by_typed_email, limiter
from registration.web.site import site

accounts = Blueprint("accounts", __name__)

View = TypeVar("View", bound=Callable[..., Any])


@accounts.after_request
def keep_private(response: Response) -> Response:
    """No page of accounts is kept by a cache or found by a search engine."""
    return personal(response)


def limited(*limits: tuple[str, Callable[[], str]], failures_only: bool = False) -> Callable[[View], View]:
    """Let a form be sent so often ("10 per 10 minutes", counted by a key), beyond which the answer is 429.

    `failures_only` counts the answers that show the form again, so that who gets it right is never shut out.
    """

    def decorate(view: Any) -> Any:
        for amount, key in limits:
            view = limiter.limit(
                amount, key_func=key, methods=["POST"], deduct_when=_failed if failures_only else None
            )(view)
        return view

    return decorate


def _failed(response: Response) -> bool:
    return response.status_code == 200


def by_user() -> str:
    """Who is signed in, or who has given their password and not yet their code; hashed."""
    user = found_user()
    known = user.fs_uniquifier if user else session.get("tf_user_id")
    return keyed_hash(site().key, "rate:user", known) if known else by_address()


SIGN_IN = (("60 per 10 minutes", by_address), ("10 per 10 minutes", by_typed_email))
"""An office shares one address, so that limit is generous; the one for an account is not."""
CODE = (("60 per 10 minutes", by_address), ("6 per 10 minutes", by_user))
RESET = (("30 per hour", by_address), ("5 per hour", by_typed_email))
LINK = (("30 per hour", by_address),)
PASSWORD = (("10 per 10 minutes", by_user),)
FIRST_RUN = (("10 per hour", by_address),)
