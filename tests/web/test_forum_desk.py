"""The secretary's work at the desk, by forms alone: the whole way of a meeting, and all that is refused."""

import html
import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from sqlalchemy import orm, select

from registration.accounts.audit import PROGRAM
from registration.accounts.models import User
from registration.forum import commands, services
from registration.forum.models import AgendaItem, Forum, Meeting, MeetingState, Resolution, Vote
from registration.partners.models import Organisation
from registration.trainings.errors import SessionStays
from registration.trainings.hooks import why_session_is_held
from registration.trainings.models import Visibility
from tests.factories import accounts, organisation
from tests.factories import forum as make
from tests.factories.trainings import FIRST_START, NOON
from tests.pages import InspectingClient

AFTER = make.AFTER


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def owner(db: orm.Session) -> Organisation:
    return organisation(db, name="Stowarzyszenie Przykład")


@pytest.fixture
def organiser(db: orm.Session, owner: Organisation) -> User:
    return accounts.organiser(db, owner)


@pytest.fixture
def desk(client: InspectingClient, organiser: User) -> InspectingClient:
    """A client signed in as an organiser of the owner."""
    accounts.sign_in(client, organiser)
    return client


Later = Callable[[datetime], None]


@pytest.fixture
def wait_until(desk: InspectingClient, organiser: User, clock: Any) -> Later:
    """Let time go by; whoever was signed in signs in again."""

    def wait(moment: datetime) -> None:
        clock.move_to(moment)
        accounts.sign_in(desk, organiser)

    return wait


def words(page: Any) -> str:
    """The page's text in one line, with plain spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page.text)).replace("\xa0", " ").split())


def fresh(db: orm.Session, kind: type[Any]) -> Any:
    """The newest row of a kind, as requests left it."""
    db.rollback()
    db.expire_all()
    return db.scalars(select(kind).order_by(kind.id.desc()).limit(1)).one()


def sent(client: InspectingClient, address: str, fields: dict[str, Any], form_at: str | None = None) -> str:
    """Send a form that is expected to be taken; the words of the page to which it leads."""
    answer = client.send(address, fields, form_at=form_at)
    assert answer.status_code == 303, words(answer)
    return words(client.get(answer.headers["Location"]))


def refused(client: InspectingClient, address: str, fields: dict[str, Any], *expected: str) -> str:
    """Send a form that is expected to come back with these words; the page."""
    answer = client.send(address, fields)
    assert answer.status_code == 200
    assert "<title>Błąd: " in answer.text
    for sentence in expected:
        assert sentence in words(answer), sentence
    return answer.text


NEW_FORUM = {
    "name": "Forum Testowe",
    "genitive": "Forum Testowego",
    "purpose": "Dialog i wymiana praktyk.",
    "quorum": "half",
    "majority": "simple",
    "notice_days": "7",
}
PARTICULARS = {
    "kind": "inaugural",
    "form": "hybrid",
    "place": "w sali nr 2 (przykład)",
    "chair_post": "Starosta (przykład)",
    "secretary_post": "Sekretarz powiatu (przykład)",
}


def test_a_secretary_goes_the_whole_way_by_forms(
    db: orm.Session, desk: InspectingClient, owner: Organisation, wait_until: Later
) -> None:
    """From a new forum to published minutes, as the pages lead."""
    sent(desk, "/desk/forum/new", {**NEW_FORUM, "organisation_id": str(owner.id)})
    forum = fresh(db, Forum)
    base = f"/desk/forum/{forum.id}"
    names = "\n".join(make.NAMES[:3])
    told = sent(desk, f"{base}/members", {"names": names, "as_of": "2026-06-01"})
    assert make.NAMES[2] in told
    db.rollback()
    place = make.sitting(db, forum)
    db.commit()
    sent(desk, f"{base}/meetings/new", {**PARTICULARS, "session_id": str(place.id)})
    at = f"/desk/forum/meetings/{fresh(db, Meeting).id}"
    sent(desk, f"{at}/agenda/usual", {}, form_at=f"{at}/agenda")
    told = sent(
        desk, f"{at}/agenda", {"title": "Plan szkoleń", "kind": "business", "presenter": "Wójt (przykład)"}
    )
    assert "10. Zamknięcie posiedzenia" in told
    told = sent(desk, f"{at}/convene", {})
    assert "Posiedzenie inauguracyjne nr 1/2026 Forum Testowego" in told
    wait_until(AFTER)
    assert "Wypełnij listę obecności" in sent(desk, f"{at}/open", {"time": "09:05"})
    rows = {
        f"rows-{number}-{name}": value
        for number, member in enumerate(forum.members)
        for name, value in (("member_id", str(member.id)), ("state", "present"), ("post", "Wójt (przykład)"))
    }
    told = sent(desk, f"{at}/presence", {**rows, "rows-2-state": "excused"})
    assert "Na 3 uprawnionych obecnych jest 2 przedstawicieli – kworum jest." in told
    meeting = fresh(db, Meeting)
    plan = next(item for item in meeting.items if item.title == "Plan szkoleń")
    told = sent(
        desk, f"/desk/forum/items/{plan.id}/text", {"text": "Omówiono **plan**.", "base_version": "0"}
    )
    assert "Tekst: wersja 1" in told
    counts = {"present": "2", "in_favour": "2", "against": "0", "abstained": "0", "majority": "simple"}
    told = sent(desk, f"/desk/forum/items/{plan.id}/vote", {"subject": "Plan szkoleń", **counts})
    assert "Przyjęto zwykłą większością głosów." in told
    vote = fresh(db, Vote)
    wanted = {"title": "planu szkoleń", "text": "§ 1. Przyjmuje się plan."}
    assert "Podjęto uchwałę nr 1/2026." in sent(desk, f"/desk/forum/votes/{vote.id}/resolution", wanted)
    sent(desk, f"{at}/close", {"time": "10:30"})
    draft = desk.get(f"{at}/minutes")
    assert "Uchwała nr 1/2026 Forum Testowego z dnia 1 lipca 2026 r. w sprawie planu szkoleń" in words(draft)
    public = f"/forum/{forum.slug}/1-2026"
    assert "Omówiono" not in words(desk.get(public))
    sent(desk, f"{at}/approve", {"note": "Bez uwag."})
    sent(desk, f"{at}/publish", {})
    page = words(desk.get(public))
    assert "Omówiono plan" in page
    assert "w trybie hybrydowym" in page
    told = words(desk.get(at))
    assert "nie można już niczego zmienić" in told
    for line in ("Zwołano posiedzenie", "Podjęto uchwałę", "Protokół opublikowany"):
        assert line in told


def test_an_empty_form_names_what_is_missing(desk: InspectingClient, owner: Organisation) -> None:
    empty = {"organisation_id": str(owner.id), "quorum": "half", "majority": "simple", "notice_days": "dużo"}
    refused(desk, "/desk/forum/new", empty, "Wpisz nazwę forum", "Wpisz nazwę w brzmieniu z tytułu protokołu")


def test_a_forum_is_made_only_for_an_organisation_in_reach(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    foreign = organisation(db)
    db.commit()
    answer = desk.send("/desk/forum/new", {**NEW_FORUM, "organisation_id": str(foreign.id)})
    assert answer.status_code == 200
    assert db.scalars(select(Forum)).all() == []


def test_changed_rules_are_a_new_version(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    forum = make.forum(db, owner)
    db.commit()
    told = sent(
        desk, f"/desk/forum/{forum.id}/edit", {**NEW_FORUM, "majority": "two thirds", "notice_days": "14"}
    )
    assert "2/3 głosów" in told
    assert [rules.version for rules in fresh(db, Forum).rules] == [1, 2]


def test_members_are_a_list_of_lines(db: orm.Session, desk: InspectingClient, owner: Organisation) -> None:
    forum = make.forum(db, owner, members=2)
    db.commit()
    at = f"/desk/forum/{forum.id}/members"
    page = refused(
        desk, at, {"names": "A\n\nB\nA", "as_of": "2026-06-01"}, "„A” występuje na liście dwa razy."
    )
    assert "A\n\nB\nA</textarea>" in page.replace("\r", "")
    told = sent(desk, at, {"names": f" {make.NAMES[1]} \n\nNowa Gmina (przykład)", "as_of": "2026-06-01"})
    assert "Nowa Gmina (przykład)" in told
    current = [member.name for member in fresh(db, Forum).members if member.until is None]
    assert current == [make.NAMES[1], "Nowa Gmina (przykład)"]


def test_without_a_sitting_there_is_nothing_to_plan(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    forum = make.forum(db, owner)
    db.commit()
    assert "Nie ma wolnego posiedzenia forum" in words(desk.get(f"/desk/forum/{forum.id}/meetings/new"))


def test_only_own_free_sittings_are_offered(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    forum = make.forum(db, owner)
    make.meeting(db, MeetingState.CONVENED, forum=forum)
    make.sitting(db, make.forum(db))
    free = make.sitting(db, forum, FIRST_START + timedelta(days=3))
    old = make.past_sitting(db, forum)
    db.commit()
    page = desk.get(f"/desk/forum/{forum.id}/meetings/new").text
    options = re.findall(r'<option value="(\d+)"', page)
    assert options == [str(free.id), str(old.id)]


def test_a_past_meeting_is_recorded_from_a_sitting_without_times(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    forum = make.forum(db, owner)
    old = make.past_sitting(db, forum)
    db.commit()
    told = sent(
        desk,
        f"/desk/forum/{forum.id}/meetings/new",
        {"session_id": str(old.id), "kind": "inaugural", "form": ""},
    )
    assert "Zapis historyczny" in told
    at = f"/desk/forum/meetings/{fresh(db, Meeting).id}"
    assert "Forma posiedzenia" in sent(
        desk, f"{at}/particulars", {"kind": "inaugural", "form": "", "place": "w X"}
    )


def test_a_planned_meeting_needs_its_form(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED, owner=owner)
    db.commit()
    at = f"/desk/forum/meetings/{meeting.id}/particulars"
    refused(desk, at, {"kind": "ordinary", "form": ""}, "Wybierz formę posiedzenia.")


def test_convening_names_an_item_that_still_asks_for_its_title(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED, owner=owner)
    services.set_agenda(db, commands.SetAgenda(meeting.id, ()), PROGRAM, NOON)
    db.commit()
    at = f"/desk/forum/meetings/{meeting.id}"
    sent(desk, f"{at}/agenda/usual", {}, form_at=f"{at}/agenda")
    asking = next(item for item in fresh(db, Meeting).items if "do uzupełnienia" in item.title)
    assert f"brakuje jeszcze tytułu: punkt {asking.label}." in words(desk.get(f"{at}/convene"))


def test_convening_warns_of_a_short_notice_and_refuses_an_empty_agenda(
    db: orm.Session, desk: InspectingClient, owner: Organisation, wait_until: Later
) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED, owner=owner)
    services.set_agenda(db, commands.SetAgenda(meeting.id, ()), PROGRAM, NOON)
    db.commit()
    at = f"/desk/forum/meetings/{meeting.id}"
    assert "ten termin nie będzie zachowany" not in words(desk.get(f"{at}/convene"))
    wait_until(FIRST_START - timedelta(days=3))
    assert "na co najmniej 7 dni przed posiedzeniem" in words(desk.get(f"{at}/convene"))
    refused(desk, f"{at}/convene", {}, "Porządek obrad jest pusty.")
    assert "Ułóż porządek obrad" in words(desk.get(at))


def test_the_agenda_is_ordered_without_javascript(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED, owner=owner)
    db.commit()
    at = f"/desk/forum/meetings/{meeting.id}/agenda"
    first, second, third, last = (f"/desk/forum/items/{item.id}" for item in meeting.items)
    sent(desk, f"{third}/move", {"direction": "up"}, form_at=at)
    sent(desk, f"{first}/move", {"direction": "down"}, form_at=at)
    sent(desk, f"{second}/edit", {"title": "Porządek", "kind": "agenda", "presenter": ""})
    assert "zniknie z porządku obrad" in words(desk.get(f"{last}/remove"))
    sent(desk, f"{last}/remove", {})
    refused(desk, at, {"title": " ", "kind": "business"}, "Wpisz tytuł punktu")
    sent(desk, at, {"title": "Wtrącony", "kind": "business", "after": first.rpartition("/")[2]})
    items = fresh(db, Meeting).items
    assert [(item.label, item.title.split()[0]) for item in items] == [
        ("1", "Powołanie"),
        ("2", "Otwarcie"),
        ("3", "Wtrącony"),
        ("4", "Porządek"),
    ]


def test_a_preview_saves_nothing_and_warns(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, owner=owner)
    db.commit()
    at = f"/desk/forum/items/{make.business(meeting).id}/text"
    answer = desk.send(at, {"text": "**Ważne**\n\n1. raz", "base_version": "0", "preview": "1"})
    assert "<strong>Ważne</strong>" in answer.text
    assert "numerowane jako lista" in words(answer)
    assert "**Ważne**" in answer.text
    assert fresh(db, Meeting).items[2].version == 0


def test_two_secretaries_of_one_text_lose_nothing(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, owner=owner)
    item = make.business(meeting)
    services.write_item(db, commands.WriteItem(item.id, "Początek.", 0), PROGRAM, AFTER)
    db.commit()
    at = f"/desk/forum/items/{item.id}/text"
    token = desk.token(at)
    services.write_item(db, commands.WriteItem(item.id, "Tekst osoby A.", 1), PROGRAM, AFTER)
    db.commit()
    answer = desk.post(at, data={"csrf_token": token, "text": "Tekst <osoby> B.", "base_version": "1"})
    assert answer.status_code == 409
    for kept in ("Początek.", "Tekst osoby A.", "Tekst <osoby> B."):
        assert kept in html.unescape(answer.text)
    version = re.search(r'name="base_version"[^>]*value="(\d+)"', answer.text)
    assert version is not None
    told = sent(desk, at, {"text": "Tekst obojga.", "base_version": version[1]})
    assert "Tekst: wersja 3" in told
    versions = words(desk.get(f"/desk/forum/items/{item.id}/revisions"))
    for kept in ("Początek.", "Tekst osoby A.", "Tekst obojga."):
        assert kept in versions


def test_a_text_sent_after_approval_is_given_back(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, MeetingState.CLOSED, owner=owner)
    db.commit()
    at = f"/desk/forum/items/{make.business(meeting).id}/text"
    token = desk.token(at)
    make.approved(db, meeting)
    db.commit()
    answer = desk.post(at, data={"csrf_token": token, "text": "Spóźniony tekst.", "base_version": "0"})
    assert answer.status_code == 409
    assert "Protokół z tego posiedzenia jest przyjęty" in words(answer)
    assert "Spóźniony tekst." in words(answer)


def test_wrong_counts_are_named_at_their_field(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, owner=owner)
    db.commit()
    at = f"/desk/forum/items/{make.business(meeting).id}/vote"
    counts = {"subject": "Wniosek", "majority": "simple", "present": "10", "against": "2", "abstained": "1"}
    page = refused(desk, at, {**counts, "in_favour": "9"}, "Suma głosów to 12, a liczba obecnych – 10.")
    assert 'href="#in_favour"' in page
    refused(desk, at, {**counts, "in_favour": ""}, "Wpisz liczbę; 0, jeśli takich głosów nie było")
    refused(
        desk,
        at,
        {**counts, "present": "11", "in_favour": "8"},
        "Na liście obecności jest 10 obecnych członków.",
    )
    refused(desk, at, {**counts, "present": "4", "in_favour": "1"}, "Nie ma kworum")
    sent(desk, at, {**counts, "present": "9", "in_favour": "6"})


def test_a_vote_is_struck_with_a_reason(db: orm.Session, desk: InspectingClient, owner: Organisation) -> None:
    meeting = make.meeting(db, owner=owner)
    vote = make.vote(db, meeting)
    db.commit()
    at = f"/desk/forum/votes/{vote.id}/strike"
    refused(desk, at, {"reason": ""}, "Podaj powód w jednym zdaniu")
    assert "Skreślono: pomyłka" in sent(desk, at, {"reason": "pomyłka"})
    assert "Podejmij uchwałę" not in words(desk.get(f"/desk/forum/meetings/{meeting.id}"))


def test_a_resolution_is_previewed_and_adopted_once(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    vote = make.vote(db, make.meeting(db, owner=owner))
    db.commit()
    at = f"/desk/forum/votes/{vote.id}/resolution"
    wanted = {"title": "powołania zespołu", "text": "§ 1. Powołuje się zespół."}
    refused(desk, at, {**wanted, "text": ""}, "Wpisz treść uchwały")
    preview = desk.send(at, {**wanted, "preview": "1"})
    assert "Uchwała Forum Przykładowego w sprawie powołania zespołu" in words(preview)
    token = desk.token(at)
    first, second = (desk.post(at, data={"csrf_token": token, **wanted}) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 409)
    assert "Na podstawie tego głosowania podjęto już uchwałę." in words(second)
    assert fresh(db, Resolution).numeral == "1/2026"


def test_closing_before_the_opening_is_refused(
    db: orm.Session, desk: InspectingClient, owner: Organisation, wait_until: Later
) -> None:
    meeting = make.meeting(db, owner=owner)
    db.commit()
    wait_until(AFTER)
    at = f"/desk/forum/meetings/{meeting.id}/close"
    refused(desk, at, {"time": "08:00"}, "Posiedzenie otwarto o godz. 9:00")
    refused(desk, at, {"time": ""}, "Wpisz godzinę, na przykład 9:00")
    sent(desk, at, {"time": "10:00"})


def test_a_meeting_past_midnight_is_closed_on_the_next_day(
    db: orm.Session, desk: InspectingClient, owner: Organisation, wait_until: Later
) -> None:
    late = FIRST_START + timedelta(hours=14)
    meeting = make.meeting(db, MeetingState.CONVENED, owner=owner, start=late)
    services.open_meeting(db, commands.OpenMeeting(meeting.id, late), PROGRAM, AFTER)
    db.commit()
    wait_until(AFTER + timedelta(days=1))
    sent(desk, f"/desk/forum/meetings/{meeting.id}/close", {"time": "00:30"})
    closed = fresh(db, Meeting).closed_at
    assert closed - late == timedelta(hours=1, minutes=30)


def test_a_meeting_is_cancelled_with_its_reason(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED, owner=owner)
    db.commit()
    told = sent(desk, f"/desk/forum/meetings/{meeting.id}/cancel", {"reason": "Brak sali"})
    assert "Posiedzenie zostało odwołane." in told
    assert "Brak sali" in words(desk.get(f"/forum/{meeting.forum.slug}/1-2026"))


def test_the_secretary_reads_that_the_event_was_cancelled(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED, owner=owner)
    db.commit()
    at, told = f"/desk/forum/meetings/{meeting.id}", "miało się odbyć to posiedzenie, zostało odwołane"
    assert told not in words(desk.get(at))
    meeting.session.event.visibility = Visibility.CANCELLED
    db.commit()
    assert told in words(desk.get(at))


def test_a_plan_is_dropped(db: orm.Session, desk: InspectingClient, owner: Organisation) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED, owner=owner)
    db.commit()
    assert "Posiedzenie zostało usunięte." in sent(desk, f"/desk/forum/meetings/{meeting.id}/drop", {})
    assert db.scalars(select(Meeting)).all() == []


def test_approval_counts_what_is_still_unwritten(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, MeetingState.CLOSED, owner=owner)
    db.commit()
    at = f"/desk/forum/meetings/{meeting.id}"
    assert "4 punkty nie mają jeszcze tekstu." in words(desk.get(f"{at}/approve"))
    services.edit_meeting(db, commands.EditMeeting(meeting.id, commands.Particulars()), PROGRAM, AFTER)
    db.commit()
    refused(desk, f"{at}/approve", {"note": ""}, "Uzupełnij dane osób")


def test_steps_out_of_turn_are_conflicts(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED, owner=owner)
    db.commit()
    at = f"/desk/forum/meetings/{meeting.id}"
    for step, fields in (
        ("convene", {}),
        ("close", {"time": "10:00"}),
        ("approve", {}),
        ("publish", {}),
        ("drop", {}),
    ):
        assert desk.send(f"{at}/{step}", fields).status_code == 409, step
    assert desk.get(f"{at}/minutes").status_code == 409


def test_a_sitting_with_a_meeting_stays_in_the_programme(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    reason = why_session_is_held(db, meeting.session_id)
    assert reason is not None
    assert SessionStays(reason, "Posiedzenie").told.values == {"item": "Posiedzenie"}
    assert why_session_is_held(db, 12345) is None


def _desk_addresses(meeting: Meeting, item: AgendaItem, vote: Vote) -> list[str]:
    base, at = f"/desk/forum/{meeting.forum_id}", f"/desk/forum/meetings/{meeting.id}"
    of_meeting = (
        "",
        *("/particulars", "/convene", "/open", "/close", "/cancel", "/drop", "/agenda", "/presence"),
    )
    of_minutes = ("/minutes", "/approve", "/publish")
    return [
        *(base + page for page in ("", "/edit", "/members", "/meetings/new")),
        *(at + page for page in (*of_meeting, *of_minutes)),
        *(f"/desk/forum/items/{item.id}/{page}" for page in ("edit", "remove", "text", "revisions", "vote")),
        *(f"/desk/forum/votes/{vote.id}/{page}" for page in ("strike", "resolution")),
    ]


def test_a_secretary_reaches_the_own_forum_and_no_other(db: orm.Session, client: InspectingClient) -> None:
    own, foreign = make.meeting(db), make.meeting(db)
    votes = [make.vote(db, one) for one in (own, foreign)]
    accounts.sign_in(client, accounts.secretary(db, own.forum_id))
    for address in _desk_addresses(own, make.business(own), votes[0]):
        assert client.get(address).status_code == 200, address
    for address in _desk_addresses(foreign, make.business(foreign), votes[1]):
        assert client.get(address).status_code == 404, address
    assert client.get("/desk/forum/new").status_code == 403
    listed = words(client.get("/desk/forum/"))
    assert listed.count("Forum Przykładowe") == 1


def test_strangers_are_sent_to_sign_in_and_missing_things_are_404(
    db: orm.Session, client: InspectingClient, owner: Organisation
) -> None:
    assert client.get("/desk/forum/").status_code == 302
    accounts.sign_in(client, accounts.organiser(db, owner))
    for address in ("9", "meetings/9", "items/9/text", "votes/9/strike"):
        assert client.get(f"/desk/forum/{address}").status_code == 404, address


def test_pages_of_the_desk_are_kept_by_no_cache(
    db: orm.Session, desk: InspectingClient, owner: Organisation
) -> None:
    forum = make.forum(db, owner)
    db.commit()
    for address in ("/desk/forum/", f"/desk/forum/{forum.id}"):
        assert desk.get(address).headers["Cache-Control"] == "no-store"
