"""What sign-up asks of packages above. They register in registration.wiring."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import orm

from registration.core.site import Site


@dataclass(frozen=True)
class Prefill:
    """What is known of an invited person, to begin the form with."""

    email: str
    first_name: str = ""
    last_name: str = ""
    institution: str = ""


PrefillSource = Callable[[orm.Session, Site, str, int], Prefill | None]
"""(db, site, token, event id): what an invitation's token tells of its recipient; None for any other token."""

prefill_sources: list[PrefillSource] = []


def prefill(db: orm.Session, site: Site, token: str, event_id: int) -> Prefill | None:
    """The first source's answer."""
    return next((known for ask in prefill_sources if (known := ask(db, site, token, event_id))), None)
