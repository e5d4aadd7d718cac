"""What an organiser may read of a mail: all but the keys in it."""

import pytest

from registration.core.tokens import Purpose, sign
from registration.outbox.mime import Rendered, build
from registration.outbox.source import mask, source
from tests.factories import mails

TOKEN = sign(b"key", Purpose.REGISTRATION, "k7mx4pq9abcd", 1)


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        (f"https://example.org/sign-up/my/{TOKEN}", "https://example.org/sign-up/my/k7mx4pq9abcd•••"),
        (
            f"https://example.org/invites/{TOKEN}/program.ics",
            "https://example.org/invites/k7mx4pq9abcd•••/program.ics",
        ),
        (
            f"<a href='https://example.org/x?token={TOKEN}'>",
            "<a href='https://example.org/x?token=k7mx4pq9abcd•••'>",
        ),
        ("https://example.org/feed/abcdefghijklmnopqrstuvwxyz.ics", "https://example.org/feed/abcd•••.ics"),
        (
            "https://example.org/account/reset/WyI3ZjQ5MzQ2YzE0.aRsTuv.yQmZ4oTjP1hYc-_Wl7dXr9kBbGE",
            "https://example.org/account/reset/WyI3•••",
        ),
        ("https://example.org/x/AbCdEfGhIjKlMnOpQrStUvWxYz012345", "https://example.org/x/AbCd•••"),
    ],
)
def test_the_secret_end_of_a_link_is_cut(told: str, shown: str) -> None:
    assert mask(told) == shown


@pytest.mark.parametrize(
    "text",
    [
        "https://bardzo-dluga-nazwa-serwera.stowarzyszenie.example.org/trainings/",
        "https://example.org/trainings/od-pomyslu-do-wniosku-o-dofinansowanie-2026",
        "https://example.org/calendars/event/szkolenie-dla-sekretarzy-gmin.ics",
        "Reference: K7MX-4PQ9",
        "sekretarz.gminy.bardzo.dlugie.imie@gmina.example.org",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert mask(text) == text


def test_all_parts_are_read_and_masked() -> None:
    link = f"http://localhost/sign-up/my/{TOKEN}"
    rendered = Rendered("Zgłoszenie", f"Zażółć\n{link}\n", f"<p>{link}</p>")
    email = mails.email(calendar=mails.request(), unsubscribe=link, sender_name="Łowicz")
    found = source(build(email, rendered, mails.envelope()))
    headers = dict(found.headers)
    assert headers["Subject"] == "Zgłoszenie"
    assert headers["From"] == "Łowicz <zapisy@example.org>"
    assert found.text.startswith("Zażółć\nhttp://localhost/sign-up/my/k7mx4pq9abcd•••")
    assert "SUMMARY:Szkolenie w Łodzi" in found.calendar
    assert "UID:•••" in found.calendar
    assert found.attachments == ["invite.ics"]
    assert TOKEN[12:] not in repr(found)


def test_a_mail_without_a_calendar_has_none() -> None:
    found = source(build(mails.email(), Rendered("x", "x", "x"), mails.envelope()))
    assert (found.calendar, found.attachments) == ("", [])
