"""Loading the demo: once, into an empty database, all of it in one transaction."""

import ipaddress
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from flask import Flask
from sqlalchemy import orm, select, update

from registration.accounts.audit import Actor
from registration.accounts.models import RoleName
from registration.accounts.permissions import Scope
from registration.core import clock
from registration.core.site import Site
from registration.desk.demo import (
    drawings,
    founding,
    founding_news,
    founding_partnership,
    founding_project,
    refused_mail,
    sample_events,
    sample_forum,
    sample_partnership,
    sign_in,
    since,
)
from registration.desk.demo.errors import DemoOnlyOnLoopback
from registration.desk.demo.sample_events import Loading
from registration.desk.demo.sign_in import Access
from registration.files.place import shelf_folder
from registration.files.receiving import ReceivedPicture
from registration.outbox.models import MailState, OutgoingEmail
from registration.partners.models import Organisation
from registration.trainings.models import Event
from registration.web.site import settings, site
from registration.web.writing import reading, writing

NOT_SENT = "Przykład: nie wysłano."


class Outcome(StrEnum):
    """What came of asking for the demo."""

    LOADED = "loaded"
    NOT_WANTED = "not wanted"
    NOT_EMPTY = "not empty"


def load_if_empty(app: Flask) -> Outcome:
    """Load the demo when the setting asks for it and there is neither an organisation nor an event.

    Raises DemoOnlyOnLoopback when the server would listen on an address that others reach.
    """
    with app.app_context():
        chosen = settings()
        if not chosen.demo:
            return Outcome.NOT_WANTED
        refuse_beyond_loopback(chosen.host)
        if not is_empty(reading()):
            return Outcome.NOT_EMPTY
        access = sign_in.new_access()
        drawn = drawings.placeholders(shelf_folder(), founding_news.figures())
        with writing() as db:
            if not is_empty(db):
                return Outcome.NOT_EMPTY
            load(db, site(), access, clock.now(), mails_stay_here=not chosen.mail_server, pictures=drawn)
            # Last, so that the file never holds the password of a loading that failed.
            sign_in.keep(access, chosen.instance)
        if not chosen.mail_server:
            refused_mail.show(site())
        return Outcome.LOADED


def refuse_beyond_loopback(host: str) -> None:
    """Raises DemoOnlyOnLoopback for a host that is not this machine's own."""
    try:
        own = ipaddress.ip_address(host).is_loopback
    except ValueError:
        own = host == "localhost"
    if not own:
        raise DemoOnlyOnLoopback(host=host)


def is_empty(db: orm.Session) -> bool:
    """Whether nothing stands in the database that the demo could disturb."""
    return all(db.scalar(select(model.id).limit(1)) is None for model in (Organisation, Event))


def load(
    db: orm.Session,
    site: Site,
    access: Access,
    now: datetime,
    *,
    mails_stay_here: bool = True,
    pictures: Sequence[ReceivedPicture] = (),
) -> None:
    """Write the founding record and the samples, seen from `now`, and the account of their organiser.

    `pictures` stand for the photographs of the founding story; they lie on the shelf already.

    Of the mails to made-up participants only a few stay in the outbox, and these only when they end up in
    instance/mail/.
    """
    organiser = sign_in.open_account(db, access, now)
    founding_project.write(db, founding.write(db, now), now)
    founding_partnership.write(db, now)
    founding_news.write(db, pictures, now)
    loading = Loading(db, site, Actor("user", organiser.id, organiser.name), now)
    places = sample_events.write_places(loading)
    edition = sample_events.write_edition(loading, places)
    events = sample_events.write_events(loading, places)
    forum = sample_forum.write(loading, places, edition)
    sample_partnership.write(loading, places)
    since.write(loading, places, edition, events)
    since.write_coordinator(loading, edition, access)
    _drop_mails(db, edition.id, sample_events.FEW if mails_stay_here else ())
    roles = [(RoleName.ORGANISER, Scope.ORGANISATION, one.id) for one in places.organisations.values()]
    roles += [(RoleName.COORDINATOR, Scope.EVENT, edition.id), (RoleName.SECRETARY, Scope.FORUM, forum.id)]
    sign_in.give_roles(db, organiser, roles, now)


def _drop_mails(db: orm.Session, event_id: int, kept: Iterable[str]) -> None:
    """Nobody reads these mails; those about the event to the addresses `kept` go out."""
    about_event = (OutgoingEmail.about_kind == "event") & (OutgoingEmail.about_id == event_id)
    goes_out = about_event & OutgoingEmail.recipient.in_(kept)
    dropped = update(OutgoingEmail).where(OutgoingEmail.state == MailState.WAITING, ~goes_out)
    db.execute(dropped.values(state=MailState.DROPPED, last_error=NOT_SENT))
