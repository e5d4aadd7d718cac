"""The audit trail in words."""

from datetime import UTC, datetime

import pytest
from flask import Flask, get_template_attribute
from sqlalchemy import orm

from registration.accounts import history as words
from registration.accounts.audit import PROGRAM, Actor, changes, history, record
from registration.accounts.history import Change, describe, described, told
from registration.forum import words as forum
from registration.invites import audit_words as invites
from registration.mailings import audit_words as mailings
from registration.trainings import audit_words as trainings

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
THING = ("event", 12)
ANNA = Actor("user", 1, "Anna Nowak")


@pytest.fixture(autouse=True)
def own_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words registered here stay here."""
    for registry in ("_actions", "_names", "_words"):
        monkeypatch.setattr(words, registry, {**getattr(words, registry)})


def test_a_line_tells_who_what_when_and_how_it_was(app: Flask, db: orm.Session) -> None:
    describe({"event.tried": "Tried"}, {"seats": "Number of chairs"}, {"mood": {"draft": "a draft"}})
    before, after = changes(
        {"seats": 20, "mood": "draft", "title": "A"}, {"seats": 25, "mood": "x", "title": "A"}
    )
    record(db, ANNA, "event.tried", THING, now=NOW, before=before, after=after)
    db.flush()
    with app.test_request_context("/"):
        (line,) = told(history(db, THING))
    assert (line.at, line.who, line.what) == (NOW, "Anna Nowak", "Tried")
    assert line.changes == (Change("Number of chairs", "20", "25"), Change("mood", "a draft", "x"))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("", ""),
        (True, "tak"),
        (False, "nie"),
        (0, "0"),
        (["a", 2], "a; 2"),
        ("2026-07-01T07:00:00+00:00", "1\u00a0lipca 2026\u00a0r., godz.\u00a09:00"),
        ("2026-07-01", "2026-07-01"),
        ("2026-07-01 09:00–12:30, Negocjacje", "środa, 1 lipca 2026 r., godz. 9:00–12:30, Negocjacje"),
        ("2026-10-25 02:30–02:15, Dyżur", "2026-10-25 02:30–02:15, Dyżur"),
        ("2026-99-99 09:00–12:30, Z ręki", "2026-99-99 09:00–12:30, Z ręki"),
        ("<b>", "<b>"),
    ],
)
def test_values_are_shown_as_people_say_them(app: Flask, db: orm.Session, value: object, shown: str) -> None:
    record(db, ANNA, "event.tried", THING, now=NOW, after={"what": value})
    db.flush()
    with app.test_request_context("/"):
        assert told(history(db, THING))[0].changes[0].after.replace("\u00a0", " ") == shown.replace(
            "\u00a0", " "
        )


def test_who_has_no_name_is_named_by_kind(app: Flask, db: orm.Session) -> None:
    for actor in (PROGRAM, Actor("participant", 7), Actor("member", 8)):
        record(db, actor, "event.tried", THING, now=NOW)
    db.flush()
    with app.test_request_context("/"):
        assert [line.who for line in told(history(db, THING))] == ["członek forum", "uczestnik", "program"]


def test_an_action_without_words_is_shown_as_noted(app: Flask, db: orm.Session) -> None:
    record(db, PROGRAM, "thing.unheard_of", THING, now=NOW)
    db.flush()
    with app.test_request_context("/"):
        assert told(history(db, THING))[0].what == "thing.unheard_of"


def test_every_action_of_accounts_has_words() -> None:
    import re
    from pathlib import Path

    from registration import accounts

    folder = Path(accounts.__file__).parent / "services"
    written = {
        word
        for path in folder.glob("*.py")
        for word in re.findall(r'"((?:account|role)\.\w+)"', path.read_text())
    }
    assert written
    assert written <= described()


def test_the_macro_escapes_what_people_typed(app: Flask, db: orm.Session) -> None:
    record(db, ANNA, "event.tried", THING, now=NOW, before={"title": "<i>A</i>"}, after={"title": "<b>B</b>"})
    record(db, ANNA, "event.tried", THING, now=NOW, before={"title": "x"}, after={"title": ""})
    db.flush()
    with app.test_request_context("/"):
        macro = get_template_attribute("accounts/_history.html", "history")
        shown = str(macro(history(db, THING)))
        assert "Nie było jeszcze zmian." in str(macro([]))
    assert "&lt;b&gt;B&lt;/b&gt;" in shown
    assert "usunięto: x" in shown
    assert 'datetime="2026-06-01T14:00+02:00"' in shown


def test_no_two_packages_give_one_value_two_names() -> None:
    """All names stand in one table: the later would be shown in the history of the other, too."""
    told: dict[str, str] = {}
    for package in (trainings, invites, mailings, forum):
        for name, text in package.NAMES.items():
            assert told.setdefault(name, text) == text, name


def test_only_what_differs_is_noted() -> None:
    assert changes({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ({"b": 2, "c": None}, {"b": 3, "c": 4})
