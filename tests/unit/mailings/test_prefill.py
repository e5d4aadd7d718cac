"""What an invitation's token tells the sign-up form."""

import pytest
from sqlalchemy import orm

from registration.core.site import Site
from registration.core.tokens import Purpose
from registration.mailings.prefill import prefill, split_name
from registration.signup.hooks import Prefill
from tests import factories
from tests.factories import mailings as make

SITE = Site(name="Zapisy", base_url="https://zapisy.example.org", key=b"key", sender="zapisy@example.org")


def test_a_recipient_begins_with_address_and_name(db: orm.Session) -> None:
    to = make.recipient(db, make.mailing(db), "a@gmina.example.pl", name="Anna Maria Nowak")
    token = SITE.token(Purpose.INVITATION, to.public_id, to.generation)
    assert prefill(db, SITE, token, to.mailing.event_id) == Prefill(
        "a@gmina.example.pl", "Anna Maria", "Nowak"
    )


def test_a_token_tells_nothing_at_another_event_or_for_another_purpose_or_when_revoked(
    db: orm.Session,
) -> None:
    to = make.recipient(db, make.mailing(db))
    token = SITE.token(Purpose.INVITATION, to.public_id, to.generation)
    assert prefill(db, SITE, token, factories.event(db).id) is None
    opt_out = SITE.token(Purpose.OPT_OUT, to.public_id, to.generation)
    assert prefill(db, SITE, opt_out, to.mailing.event_id) is None
    to.generation += 1
    db.flush()
    assert prefill(db, SITE, token, to.mailing.event_id) is None


@pytest.mark.parametrize("token", ["", "x", "../../etc", "a" * 38, "ą" * 38, "\x00"])
def test_anything_else_tells_nothing(db: orm.Session, token: str) -> None:
    assert prefill(db, SITE, token, 1) is None


def test_a_surname_before_a_comma_is_the_surname() -> None:
    assert split_name("Nowak-Żak, Anna Maria") == ("Anna Maria", "Nowak-Żak")
    assert split_name("Nowak,") == ("", "")


@pytest.mark.parametrize(
    ("name", "parts"),
    [("Anna Nowak", ("Anna", "Nowak")), ("Anna", ("", "")), ("", ("", "")), ("A B C", ("A B", "C"))],
)
def test_a_name_is_split_before_its_last_word(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts
