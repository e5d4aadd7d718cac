"""What everybody reads of a forum: the agenda once convened, the minutes once published, plans and drafts never."""

import html
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import event, orm

from registration.accounts.audit import PROGRAM
from registration.extensions import db as database
from registration.forum import commands, services
from registration.forum.models import Meeting, MeetingState
from registration.trainings.models import Visibility
from tests.factories import forum as make
from tests.factories.trainings import FIRST_START, NOON
from tests.pages import InspectingClient

AFTER = make.AFTER


@pytest.fixture(autouse=True)
def _on_the_first_of_june() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def words(page: Any) -> str:
    """The page's text in one line, with plain spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).replace("\xa0", " ").split())


def address(meeting: Meeting) -> str:
    return f"/forum/{meeting.forum.slug}/{meeting.address_part}"


def test_the_list_and_the_page_of_a_forum(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.published(db)
    db.commit()
    listed = words(client.get("/forum/"))
    assert "Forum Przykładowe" in listed
    assert "1 posiedzenie" in listed
    page = words(client.get("/forum/forum-przykladowe/"))
    for expected in ("Dialog.", "10 członków", "Gmina Przykładowa 10", "Posiedzenie inauguracyjne nr 1/2026"):
        assert expected in page
    assert "Protokół opublikowany" in page
    assert meeting.number == 1


def test_without_forums_the_list_says_so(client: InspectingClient) -> None:
    assert "Nie ma tu jeszcze żadnego forum" in words(client.get("/forum/"))


def test_a_made_up_forum_says_that_it_is(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.published(db, forum=make.forum(db, sample=True))
    db.commit()
    for path in ("/forum/forum-przykladowe/", address(meeting)):
        assert "Forum przykładowe" in words(client.get(path)), path


def test_nobody_hears_of_a_plan(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    db.commit()
    assert client.get(address(meeting)).status_code == 404
    assert "Nie zwołano jeszcze żadnego posiedzenia" in words(client.get("/forum/forum-przykladowe/"))


def test_a_convened_meeting_shows_its_agenda_and_its_calendar_file(
    db: orm.Session, client: InspectingClient
) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    db.commit()
    page = client.get(address(meeting))
    told = words(page)
    assert "Posiedzenie inauguracyjne nr 1/2026 Forum Przykładowego" in told
    assert "3. Powołanie zespołu roboczego Przedstawia: Sekretarz gminy (przykład)" in told
    assert "środa, 1 lipca 2026 r." in told
    assert f"/calendars/session/{meeting.session.public_id}.ics" in page.text


@pytest.mark.parametrize("step", ["in session", "closed", "approved"])
def test_before_publication_no_word_of_the_minutes_is_public(
    db: orm.Session, client: InspectingClient, step: str
) -> None:
    meeting = make.meeting(db)
    services.write_item(db, commands.WriteItem(make.business(meeting).id, "Tajny szkic.", 0), PROGRAM, AFTER)
    make.resolution(db, meeting)
    if step != "in session":
        make.closed(db, meeting)
    if step == "approved":
        make.approved(db, meeting)
    db.commit()
    page = words(client.get(address(meeting)))
    for hidden in ("Tajny szkic", "Uchwała", "Za – ", "Wójt (przykład)", "kworum"):
        assert hidden not in page
    assert ("Protokół z tego posiedzenia nie został jeszcze opublikowany." in page) is (step != "in session")


def test_the_way_of_approval_reads_on_in_the_sentence(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.meeting(db, MeetingState.IN_SESSION)
    make.closed(db, meeting)
    services.approve(db, commands.ApproveMinutes(meeting.id, "bez uwag."), PROGRAM, AFTER)
    services.publish(db, meeting.id, PROGRAM, AFTER)
    db.commit()
    assert "(bez uwag)." in words(client.get(address(meeting)))


def test_published_minutes_read_like_a_document(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.published(db)
    db.commit()
    page = words(client.get(address(meeting)))
    for expected in (
        "Protokół nr 1/2026 z posiedzenia inauguracyjnego Forum Przykładowego odbytego w dniu 1 lipca 2026 r. "
        "w sali nr 2 (przykład) w trybie stacjonarnym",
        "Otwarcie godz. 9:00",
        "Zamknięcie godz. 10:00",
        "Na 10 uprawnionych obecnych jest 10 przedstawicieli – kworum jest.",
        "Ad 3. Powołanie zespołu roboczego",
        "Omówiono skład zespołu.",
        "Za – 9, przeciw – 0, wstrzymało się – 1",
        "Przyjęto zwykłą większością głosów.",
        "Za – 4, przeciw – 5, wstrzymało się – 1",
        "Nie przyjęto: wymagana jest zwykła większość głosów.",
        "Uchwała nr 1/2026 Forum Przykładowego z dnia 1 lipca 2026 r. w sprawie powołania zespołu roboczego",
        "Starosta (przykład) przewodniczenie obradom",
        "Sekretarz powiatu (przykład) sporządzenie protokołu",
    ):
        assert expected in page, expected


def test_decisions_stand_on_top_and_lead_to_their_place(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.published(db)
    db.commit()
    page = client.get(address(meeting))
    top = page.text.split("Lista obecności")[0]
    told = html.unescape(top).replace("\xa0", " ")
    assert "Uchwała nr 1/2026 w sprawie powołania zespołu roboczego</a> – przyjęto" in told
    assert "Przerwa w obradach</a> – nie przyjęto" in told
    targets = set(re.findall(r'href="#([^"]+)"', page.text))
    assert {"resolution-1", "ad-1", "ad-2", "ad-3", "ad-4"} <= targets
    for target in targets:
        assert f'id="{target}"' in page.text


def test_minutes_speak_english_too(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.published(db)
    db.commit()
    client.set_cookie("prefs", "language=en")
    page = words(client.get(address(meeting)))
    for expected in (
        "Minutes no. 1/2026 of the inaugural meeting of Forum Przykładowe held on 1 July 2026",
        "For – 9, against – 0, abstained – 1",
        "Of 10 entitled members 10 are represented: there is a quorum.",
    ):
        assert expected in page, expected
    assert '<div class="written" lang="pl">' in client.get(address(meeting)).text


def test_what_was_approved_stays_when_forum_and_programme_live_on(
    db: orm.Session, client: InspectingClient
) -> None:
    meeting = make.published(db)
    db.commit()
    before = words(client.get(address(meeting))).split("Rozstrzygnięcia")[1]
    forum, session = meeting.forum, meeting.session
    wanted = commands.EditForum(forum.id, "Inna nazwa", "Innej nazwy", "", commands.Rules())
    services.edit_forum(db, wanted, PROGRAM, AFTER)
    services.set_members(db, commands.SetMembers(forum.id, ("Inny członek",), AFTER.date()), PROGRAM, AFTER)
    session.starts_at, session.ends_at = FIRST_START + timedelta(days=5), FIRST_START + timedelta(days=6)
    session.room = "Inna sala"
    session.event.venue.name = "Inny budynek"
    db.commit()
    page = words(client.get(address(meeting)))
    assert page.split("Rozstrzygnięcia")[1] == before
    assert "Forum Przykładowego odbytego w dniu 1 lipca 2026 r." in page


def test_a_struck_vote_is_not_in_the_minutes(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.meeting(db)
    vote = make.vote(db, meeting, 8, 1, 1)
    services.strike_vote(db, commands.StrikeVote(vote.id, "pomyłka"), PROGRAM, AFTER)
    make.vote(db, meeting, 7, 2, 1)
    db.expire_all()
    make.closed(db, meeting)
    make.approved(db, meeting)
    services.publish(db, meeting.id, PROGRAM, AFTER)
    db.commit()
    page = words(client.get(address(meeting)))
    assert "Za – 7, przeciw – 2, wstrzymało się – 1" in page
    assert "Za – 8" not in page


def test_a_cancelled_meeting_says_so_and_why(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    services.cancel(db, commands.CancelMeeting(meeting.id, "Brak sali (przykład)."), PROGRAM, NOON)
    db.commit()
    page = client.get(address(meeting))
    assert "Posiedzenie zostało odwołane Brak sali (przykład)." in words(page)
    assert ".ics" not in page.text


def test_a_cancelled_event_takes_its_meeting_along(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    meeting.session.event.visibility = Visibility.CANCELLED
    db.commit()
    assert "zostało odwołane" in words(client.get(address(meeting)))


def test_a_record_of_the_past_says_only_what_is_known(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.record_of_the_past(db, make.forum(db, members=0))
    db.commit()
    page = words(client.get(address(meeting)))
    for expected in ("Zapis historyczny", "2 lipca", "Rok nie jest podany.", "nie są znane"):
        assert expected in page, expected
    for invented in ("2026", "godz.", "nr ", "tryb", "Gdzie", "Obsługa forum"):
        assert invented not in page, invented
    forum = words(client.get("/forum/forum-przykladowe/"))
    assert "Lista członków nie jest znana" in forum
    assert "Obsługa forum" not in forum


def test_meetings_lead_to_the_one_before_and_after(db: orm.Session, client: InspectingClient) -> None:
    of = make.forum(db)
    days = (0, 10, 20)
    meetings = [
        make.meeting(db, MeetingState.CONVENED, forum=of, start=FIRST_START + timedelta(days=day))
        for day in days
    ]
    make.meeting(db, MeetingState.PLANNED, forum=of, start=FIRST_START + timedelta(days=30))
    db.commit()
    pages = [client.get(address(one)).text for one in meetings]
    found = [re.findall(r'rel="(prev|next)" href="[^"]+/([^"/]+)"', page) for page in pages]
    assert found == [[("next", "2-2026")], [("prev", "1-2026"), ("next", "3-2026")], [("prev", "2-2026")]]


@pytest.mark.parametrize("name", ["2-2026", "1-2025", "01-2026", "1", "1-2026-1", "nic"])
def test_there_are_no_other_addresses(db: orm.Session, client: InspectingClient, name: str) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    db.commit()
    assert client.get(f"/forum/{meeting.forum.slug}/{name}").status_code == 404
    assert client.get(f"/forum/{meeting.forum.slug}/{meeting.public_id}").status_code == 404
    assert client.get("/forum/nie-ma/1-2026").status_code == 404
    assert client.get("/forum/nie-ma/").status_code == 404


def test_public_pages_answer_304_and_open_no_session(db: orm.Session, client: InspectingClient) -> None:
    meeting = make.published(db)
    db.commit()
    for path in ("/forum/", "/forum/forum-przykladowe/", address(meeting)):
        first = client.get(path)
        assert "Set-Cookie" not in first.headers
        again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
        assert again.status_code == 304


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements run meanwhile."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        found.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield found
    event.remove(database.engine, "before_cursor_execute", note)


def _queries(
    db: orm.Session, client: InspectingClient, path: str, more: Callable[[], object]
) -> tuple[int, int]:
    """How many queries a page makes, before and after there is more to show."""
    with counted() as few:
        assert client.get(path).status_code == 200
    more()
    db.commit()
    with counted() as many:
        assert client.get(path).status_code == 200
    return len(few), len(many)


def test_the_minutes_need_as_many_queries_whatever_their_length(
    db: orm.Session, client: InspectingClient
) -> None:
    of = make.forum(db)
    short = make.published(db, forum=of)
    long = make.meeting(db, forum=of, start=FIRST_START + timedelta(hours=3))
    for number in range(8):
        item = services.add_item(
            db, commands.AddItem(long.id, commands.NewItem(f"Punkt {number}")), PROGRAM, AFTER
        )
        vote = services.record_vote(db, commands.RecordVote(item.id, "Wniosek", 10), PROGRAM, AFTER)
        services.adopt_resolution(db, commands.AdoptResolution(vote.id, "a", "b"), PROGRAM, AFTER)
    make.closed(db, long)
    make.approved(db, long)
    services.publish(db, long.id, PROGRAM, AFTER)
    db.commit()
    counts = []
    for meeting in (short, long):
        with counted() as found:
            assert client.get(address(meeting)).status_code == 200
        counts.append(len(found))
    assert counts[0] == counts[1] <= 12


def test_lists_need_as_many_queries_whatever_their_length(db: orm.Session, client: InspectingClient) -> None:
    of = make.forum(db)
    make.meeting(db, MeetingState.CONVENED, forum=of)
    db.commit()

    def more() -> None:
        for number in range(1, 6):
            start = FIRST_START + timedelta(days=number)
            make.meeting(db, MeetingState.CONVENED, forum=of, start=start)
            make.forum(db)

    few, many = _queries(db, client, "/forum/forum-przykladowe/", more)
    assert few == many <= 6
    few, many = _queries(db, client, "/forum/", more)
    assert few == many <= 4
