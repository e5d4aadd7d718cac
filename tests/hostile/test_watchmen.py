"""The two watchmen of all other tests can see: English on Polish pages, and texts that only SQLite would take."""

import pytest
from sqlalchemy import select

from registration.trainings.models import Event
from tests import factories
from tests.english import is_english
from tests.pages import inspect_page
from tests.strict_text import RefusedText

PAGE = '<!doctype html><html lang="{lang}"><head><title>Strona</title></head><body><h1>Strona</h1>{body}</body></html>'


@pytest.mark.parametrize(
    "text",
    [
        "Sign-up has closed.",
        "<span>Enter the first name</span>",
        "Not a valid choice.",
        "The CSRF token is missing.",
        "The method is not allowed for the requested URL.",
        "Sign-up opens on: 1 lipca 2026 r., godz. 9:00.",
        "Traceback (most recent call last): …",
        '<p title="See the programme">x</p>',
        '<img alt="Skip to content" src="x">',
        '<form><input type="submit" value="Check and send"></form>',
    ],
)
def test_english_on_a_polish_page_is_found(text):
    with pytest.raises(AssertionError, match="English on a Polish page"):
        inspect_page(PAGE.format(lang="pl", body=text))


@pytest.mark.parametrize(
    "text",
    [
        "Zapisy zostały zamknięte.",
        "Post factum, status quo, forum, online",
        '<p lang="en">Sign-up has closed.</p>',
        '<script type=\'application/ld+json\'>{"name": "Sign-up has closed."}</script>',
        "Grażyna Żółć-Łęcka, inspektor ds. the",
    ],
)
def test_polish_texts_and_marked_english_are_left_alone(text):
    inspect_page(PAGE.format(lang="pl", body=text))


def test_a_page_in_english_speaks_english():
    inspect_page(PAGE.format(lang="en", body="Sign-up has closed."))
    assert is_english("Sign-up has closed.")


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800", "x" * 201])
def test_a_text_that_postgresql_would_refuse_is_refused_on_sqlite(db, text):
    with pytest.raises(RefusedText):
        factories.event(db, title=text, search_key="", sort_key="")


def test_a_search_for_nul_is_refused_too(db):
    with pytest.raises(RefusedText):
        db.scalar(select(Event).where(Event.slug == "a\x00"))


def test_a_number_beyond_32_bits_is_refused(db):
    with pytest.raises(RefusedText):
        factories.event(db, capacity=2**31)
