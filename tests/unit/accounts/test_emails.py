"""The mails about accounts: what they say, in both languages, and what their links open."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.accounts import emails
from registration.accounts.links import Door, link, uniquifier_of
from registration.accounts.mail_kinds import MailKind, Notice
from registration.accounts.models import User
from registration.core.site import Site
from registration.outbox.email import Email, renderers
from registration.outbox.rendering import render
from registration.outbox.source import mask
from tests.factories import user

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def site(app: Flask) -> Site:
    """The installation."""
    found: Site = app.extensions["zapisy.site"]
    return found


@pytest.fixture
def anna(db: orm.Session) -> User:
    """Somebody who reads English."""
    return user(db, email="anna@example.org", name="Anna Nowak", language="en")


def test_every_kind_has_its_renderer(app: Flask) -> None:
    assert {kind for kind in renderers if kind.startswith("accounts.")} == {kind.value for kind in MailKind}


@time_machine.travel(NOW)
def test_a_mail_is_a_value(site: Site, anna: User) -> None:
    assert emails.reset(anna, site) == Email(
        template="accounts_reset",
        to="anna@example.org",
        to_name="Anna Nowak",
        language="en",
        context={"user": anna, "link": link(site, Door.RESET, anna.fs_uniquifier), "hours": 4},
    )


@pytest.mark.parametrize("language", ["pl", "en"])
@pytest.mark.parametrize("kind", ["reset", "invitation", *Notice])
def test_a_mail_says_the_same_in_text_and_html(
    site: Site, anna: User, db: orm.Session, language: str, kind: str
) -> None:
    anna.language = language
    made = {"reset": emails.reset, "invitation": emails.invitation}
    email = made[kind](anna, site) if kind in made else emails.notice(anna, site, Notice(kind), NOW)
    rendered = render(email)
    way = email.context.get("link", email.context.get("forgotten"))
    assert isinstance(way, str)
    assert way in rendered.text
    assert way in rendered.html
    assert rendered.subject
    _, polish, after = rendered.text.partition("Szanowni Państwo,")
    assert bool(polish) is (language == "pl")
    assert not polish or after.lstrip()[0].islower(), "the sentence goes on after the salutation's comma"


def test_a_link_opens_by_its_own_door_only(site: Site) -> None:
    token = link(site, Door.RESET, "abc").rpartition("/")[2]
    assert uniquifier_of(site, Door.RESET, token) == "abc"
    assert uniquifier_of(site, Door.INVITATION, token) is None
    assert uniquifier_of(site, Door.RESET, token[:-1]) is None


def test_a_link_is_masked_where_an_organiser_looks_at_a_mail(site: Site, anna: User) -> None:
    for door in Door:
        address = link(site, door, anna.fs_uniquifier)
        shown = mask(f"see {address} now")
        assert address[-40:] not in shown
        assert shown.startswith("see http://localhost/account/")
