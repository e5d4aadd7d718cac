"""Claiming: rendered and frozen once, in the claiming transaction; one bad mail does not hold up the others."""

import logging
from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import orm

from registration.core import clock
from registration.outbox import claiming, deliver, freezing, services
from registration.outbox.claiming import LEASE, RENDERINGS
from registration.outbox.email import preparers, renderers
from registration.outbox.models import MailState, OutgoingEmail
from registration.outbox.tasks import carrier
from registration.web.site import site
from tests.factories import mails
from tests.factories.mails import NOW


@pytest.fixture(autouse=True)
def samples(app: Flask) -> Iterator[None]:
    """The sample kind; noon."""
    mails.use_samples(app)
    with time_machine.travel(NOW, tick=False):
        yield


def claim(db: orm.Session, **values: object) -> list[deliver.Claim]:
    """One claim at noon."""
    return deliver.claim(db, site(), **{"now": NOW, "owner": "me", **values})  # type: ignore[arg-type]


def test_the_first_claim_freezes_the_mail(db: orm.Session) -> None:
    row = services.enqueue(db, mails.draft(), now=NOW)
    (taken,) = claim(db)
    assert (row.state, row.lease_owner, row.leased_until) == (MailState.SENDING, "me", NOW + LEASE)
    assert (row.frozen_at, row.tried_since, row.attempts) == (NOW, NOW, 1)
    assert row.subject == "Zgłoszenie przyjęto: Szkolenie w Łodzi"
    assert taken.content == row.content
    assert b"Szanowni" in taken.content


def test_a_later_claim_takes_the_same_bytes_without_asking_the_renderer(db: orm.Session) -> None:
    services.enqueue(db, mails.draft(), now=NOW)
    (first,) = claim(db)
    renderers.pop(mails.KIND)
    (second,) = claim(db, now=NOW + LEASE, owner="you")
    assert second.content == first.content
    assert (second.attempts, second.frozen_at) == (2, NOW)


def test_a_claim_that_is_out_of_time_still_takes_ten(
    db: orm.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    services.enqueue_many(db, [mails.draft(number) for number in range(25)], now=NOW)
    monkeypatch.setattr(claiming, "WRITING_BUDGET", 0.0)
    assert len(claim(db, batch=40)) == claiming.BATCH
    monkeypatch.setattr(claiming, "WRITING_BUDGET", 3600.0)
    assert len(claim(db, batch=40)) == 25 - claiming.BATCH


def test_a_mail_with_nothing_to_say_is_dropped(db: orm.Session) -> None:
    row = services.enqueue(db, mails.draft(context={"nothing": True}), now=NOW)
    assert claim(db) == []
    assert (row.state, row.content) == (MailState.DROPPED, None)


def test_one_that_cannot_be_made_is_put_off_and_the_others_go(
    db: orm.Session, caplog: pytest.LogCaptureFixture
) -> None:
    broken = services.enqueue(db, mails.draft(1, context={"broken": "title"}), now=NOW)
    services.enqueue(db, mails.draft(2), now=NOW)
    with caplog.at_level(logging.CRITICAL):
        assert [one.recipient for one in claim(db)] == ["osoba2@gmina.example.org"]
    assert (broken.state, broken.last_error) == (MailState.WAITING, "KeyError: 'title'")
    assert broken.due_at > NOW
    assert not broken.frozen


def test_one_that_can_never_be_made_is_shown_as_failed(
    db: orm.Session, caplog: pytest.LogCaptureFixture
) -> None:
    row = services.enqueue(db, mails.draft(context={"broken": "title"}), now=NOW)
    with caplog.at_level(logging.CRITICAL):
        for day in range(RENDERINGS):
            claim(db, now=NOW + timedelta(days=day))
    assert row.state is MailState.FAILED


def test_what_a_failed_renderer_wrote_is_undone(db: orm.Session, caplog: pytest.LogCaptureFixture) -> None:
    def spends_and_fails(session: orm.Session, row: OutgoingEmail, *_rest: object) -> None:
        mails.mail(session, 77)
        raise ValueError("after the number was spent")

    renderers["spending"] = spends_and_fails
    services.enqueue(db, mails.draft(kind="spending"), now=NOW)
    with caplog.at_level(logging.CRITICAL):
        claim(db)
    assert services.find_by_key(db, "sample:77") is None
    del renderers["spending"]


def test_the_mails_beside_one_that_fails_are_made_as_if_it_were_not_there(
    db: orm.Session, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [services.enqueue(db, mails.draft(number), now=NOW) for number in range(3)]
    rows.insert(2, services.enqueue(db, mails.draft(9, context={"broken": "title"}), now=NOW))
    with caplog.at_level(logging.CRITICAL):
        assert len(claim(db)) == 3
    db.flush()
    db.expire_all()
    assert [row.attempts for row in rows] == [1, 1, 1, 1]
    assert [row.state for row in rows].count(MailState.SENDING) == 3
    assert [row.frozen for row in rows] == [True, True, False, True]


def test_a_kind_that_nobody_renders_is_told(db: orm.Session) -> None:
    row = mails.mail(db, kind="unknown")
    with pytest.raises(freezing.Unrenderable, match="nobody renders"):
        freezing.freeze(db, row, site(), NOW)


def test_a_hole_in_a_letter_is_an_error(db: orm.Session) -> None:
    renderers["holed"] = lambda *_: mails.email(context={"title": "x"})
    row = mails.mail(db, kind="holed")
    with pytest.raises(freezing.Unrenderable, match="'link' is undefined"):
        freezing.freeze(db, row, site(), NOW)
    del renderers["holed"]


def test_the_renderers_address_is_where_the_mail_goes(db: orm.Session) -> None:
    renderers["moved"] = lambda *_: mails.email(to="nowy@example.org", to_name="Nowy")
    row = services.enqueue(db, mails.draft(kind="moved"), now=NOW)
    (taken,) = claim(db)
    assert taken.recipient == row.recipient == "nowy@example.org"
    del renderers["moved"]


def test_what_is_not_due_or_leased_is_left(db: orm.Session) -> None:
    services.enqueue(db, mails.draft(1), now=NOW, due_at=NOW + timedelta(seconds=1))
    mails.mail(db, 2, state=MailState.SENDING, leased_until=NOW + timedelta(seconds=1))
    for number, state in enumerate((MailState.SENT, MailState.FAILED, MailState.DROPPED), start=3):
        mails.mail(db, number, state=state)
    assert claim(db) == []
    assert len(claim(db, now=NOW + timedelta(seconds=1))) == 2


def test_a_claim_is_small(db: orm.Session) -> None:
    services.enqueue_many(db, [mails.draft(number) for number in range(30)], now=NOW)
    assert 1 <= len(claim(db)) <= claiming.BATCH


def test_without_a_server_mails_become_files_that_name_nobody(app: Flask, db: orm.Session) -> None:
    services.enqueue(db, mails.draft(), now=clock.now())
    db.commit()
    assert deliver.drain(carrier(), site()).sent == 1
    db.expire_all()
    row = services.find_by_key(db, "sample:1")
    assert row is not None
    (file,) = (site_folder := app.extensions["zapisy.settings"].instance / "mail").iterdir()
    assert file.name == row.filed_as == f"20260601T120000Z-{row.public_id}.eml"
    assert file.read_bytes() == row.content
    assert (file.stat().st_mode & 0o777, site_folder.stat().st_mode & 0o777) == (0o600, 0o700)


def test_a_folder_that_cannot_be_written_loses_nothing(app: Flask, db: orm.Session) -> None:
    (app.extensions["zapisy.settings"].instance / "mail").write_text("a file in the way")
    services.enqueue(db, mails.draft(), now=clock.now())
    db.commit()
    assert deliver.drain(carrier(), site()).out_of_reach
    db.expire_all()
    row = services.find_by_key(db, "sample:1")
    assert row is not None
    assert (row.state, row.last_error) == (MailState.WAITING, "FileExistsError: File exists")


def test_what_mails_of_a_kind_ask_for_is_loaded_once_for_all_of_them(
    db: orm.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def prepare(_db: orm.Session, rows: Sequence[OutgoingEmail]) -> list[object]:
        asked.append(len(rows))
        return []

    monkeypatch.setitem(preparers, mails.KIND, prepare)
    services.enqueue_many(db, [mails.draft(number) for number in range(5)], now=NOW)
    assert len(claim(db)) == 5
    assert len(claim(db, now=NOW + LEASE)) == 5  # made already: nothing is asked for
    assert asked == [5]
