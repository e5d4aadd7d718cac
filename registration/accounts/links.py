"""Links by which somebody chooses a password: a forgotten one anew, or the first one after an invitation.

Signed and dated by itsdangerous, as Flask-Security's are. They name the account's uniquifier, which changes
with the password and when the account is closed, so a used link opens nothing and nothing is stored.
"""

from datetime import timedelta
from enum import StrEnum

from itsdangerous import BadSignature, URLSafeTimedSerializer

from registration.core.site import Site


class Door(StrEnum):
    """What a link is for; its value salts the signature."""

    RESET = "accounts-reset"
    INVITATION = "accounts-invitation"


OPEN_FOR = {Door.RESET: timedelta(hours=4), Door.INVITATION: timedelta(days=7)}
PATH_OF = {Door.RESET: "/account/reset/", Door.INVITATION: "/account/welcome/"}


def link(site: Site, door: Door, uniquifier: str) -> str:
    """The address to mail; made when the mail is rendered, from when it is valid for OPEN_FOR."""
    return site.address(PATH_OF[door] + _serializer(site, door).dumps(uniquifier))


def uniquifier_of(site: Site, door: Door, token: str) -> str | None:
    """The uniquifier in a link's token; None for one that is too old or not ours."""
    try:
        found = _serializer(site, door).loads(token, max_age=int(OPEN_FOR[door].total_seconds()))
    except BadSignature:
        return None
    return found if isinstance(found, str) else None


def _serializer(site: Site, door: Door) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(site.key, salt=door.value)
