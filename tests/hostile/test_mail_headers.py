"""Whatever people type, a mail goes to one address and its header says what we say: each source is read to the byte."""

import re
from email import message_from_bytes, policy

import pytest
import time_machine

from registration.accounts.audit import PROGRAM
from registration.core import clock
from registration.core.text import clean
from registration.trainings.services import Basics, Editing, change_basics
from registration.trainings.services.basics import LIMITS
from registration.web.writing import writing
from tests import factories
from tests.factories.signup import ANSWERS, sign_up
from tests.factories.trainings import NOON
from tests.letters import House, Letter

INJECTION = "X\r\nBcc: ofiara@example.org\r\nSubject: Wygrana\r\n\r\n<b>treść</b>"
TEXTS = (
    INJECTION,
    "X\nBcc: ofiara@example.org",
    "X\rBcc: ofiara@example.org",
    "X\u2028Bcc: ofiara@example.org",
    "X\x0bBcc: ofiara@example.org",
    "X\x85Bcc: ofiara@example.org",
    "X%0d%0aBcc: ofiara@example.org",
    "=?utf-8?q?X=0D=0ABcc:_ofiara?=",
    "Łódź, „Śródmieście”; 👩🏽‍💻 " + "ż" * 60,
    'O"Brien, Jan <jan',
    "From początku",
    ".ż",
)
ONCE = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")
ALLOWED = {*ONCE, "Auto-Submitted", "Content-Language", "Reply-To", "References", "Return-Path"}
ALLOWED |= {"List-Unsubscribe", "List-Unsubscribe-Post", "X-Mailer", "Content-Transfer-Encoding"}


@pytest.fixture(autouse=True)
def early_june():
    """A month before the factories' events."""
    with time_machine.travel(NOON, tick=False):
        yield


def check(letter: Letter, recipient: str) -> None:
    """The source: ASCII, CRLF only, short lines, no header but ours, one recipient."""
    head, _, body = letter.raw.partition(b"\r\n\r\n")
    assert letter.raw.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", letter.raw), "a bare line end"
    assert b"\x00" not in letter.raw
    assert max(map(len, letter.raw.split(b"\r\n"))) <= 998
    names = [
        line.partition(b":")[0].decode() for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))
    ]
    assert set(names) <= ALLOWED
    assert all(names.count(name) == 1 for name in ONCE)
    parsed = message_from_bytes(letter.raw, policy=policy.default)
    assert [one.addr_spec for one in parsed["To"].addresses] == [recipient]
    assert not parsed["Bcc"]
    assert not parsed.defects
    for part in parsed.walk():
        assert not part.defects
    lines = letter.calendar.replace(b"\r\n ", b"").split(b"\r\n")
    names_in_calendar = [re.split(b"[;:]", line)[0] for line in lines if line]
    assert b"BCC" not in [name.upper() for name in names_in_calendar]
    assert names_in_calendar.count(b"ATTENDEE") == (1 if letter.calendar else 0)
    assert letter.calendar == b"" or letter.entry.uid
    assert body


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_a_participant_types_never_becomes_a_header(app, client, db, personal_link, text):
    event = factories.event(db, days=2)
    db.commit()
    house = House(app)
    answers = {"first_name": text, "last_name": text, "institution": text, "post": text}
    page = sign_up(client, event.slug, **answers, question=text, needs=text)
    if page.status_code == 200:  # a name with an address in it is refused
        assert "@" in text
        kept = {**answers, "first_name": "Anna", "last_name": "Nowak"}
        assert sign_up(client, event.slug, **kept, question=text, needs=text).status_code == 303
    letters = house.deliver()
    assert client.send(f"{personal_link(db)}/resign", {}).status_code == 303
    letters += house.deliver()
    assert len(letters) >= 4
    for letter in letters:
        check(letter, ANSWERS["email"])


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_an_organiser_types_never_becomes_a_header(app, client, db, text):
    owner = factories.organisation(db, name=clean(text, limit=200))
    venue = factories.venue(db, organisation=owner, name=clean(text, limit=200))
    event = factories.event(db, organisation=owner, venue=venue)
    db.commit()
    with app.app_context(), writing() as session:
        found = session.get_one(type(event), event.id)
        held = {name: getattr(found, name) for name in (*LIMITS, "kind", "language", "zone", "capacity")}
        typed = {"title": text, "purpose": text, "audience": text, "cost": text, "accessibility": text}
        typed |= {"contact_name": text, "contact_phone": text[:40]}
        editing = Editing(event.id, found.edition, PROGRAM, clock.now())
        change_basics(session, editing, Basics(**{**held, **typed, "opens": None, "closes": None}))
    assert sign_up(client, event.slug).status_code == 303
    for letter in House(app).deliver():
        check(letter, ANSWERS["email"])
        shown = " ".join(re.sub("[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).split())
        assert shown[:10] in letter.subject


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a@example.org\r\nBcc: b@example.org", None),
        ("a@example.org\nTo: b@example.org", None),
        ("a@example.org,b@example.org", None),
        ("a@example.org b@example.org", None),
        ("a@example.org;b@example.org", None),
        ('"a b"@example.org', None),
        ("a@b@example.org", None),
        ("zażółć@example.org", None),
        ("a@localhost", None),
        ("a@" + "x" * 250 + ".pl", None),
        ("x" * 65 + "@example.org", None),
        ("  A.B@Example.ORG ", "A.B@example.org"),
        ("jan @ example.org", "jan@example.org"),
        ("<jan@example.org>", "jan@example.org"),
        ("mailto:jan@example.org", "jan@example.org"),
        ("jan+szkolenie@example.org", "jan+szkolenie@example.org"),
        ("jan@gmina-łask.pl", "jan@xn--gmina-ask-vub.pl"),
        ("jan@xn--gmina-ask-vub.pl", "jan@xn--gmina-ask-vub.pl"),
        ("jan@example.org.", "jan@example.org"),
        ("jan\x00@example.org", "jan@example.org"),
        ("\u200bjan@example.org", "jan@example.org"),
        ("o'brien@example.org", "o'brien@example.org"),
    ],
    ids=str,
)
def test_an_address_is_repaired_or_refused_in_polish_and_the_mail_goes_there_alone(
    app, client, db, typed, stored
):
    event = factories.event(db)
    db.commit()
    page = sign_up(client, event.slug, email=typed)
    assert page.status_code == (303 if stored else 200)
    letters = House(app).deliver()
    assert len(letters) == (1 if stored else 0)
    for letter in letters:
        check(letter, stored)
