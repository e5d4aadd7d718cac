"""Forums and their meetings, brought by the real services to the state that a test needs."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import orm

from registration.accounts.audit import PROGRAM
from registration.core.partial_date import PartialDate
from registration.core.tokens import new_public_id
from registration.forum import commands, services
from registration.forum.models import AgendaItem, AgendaKind, Forum, Meeting, MeetingKind, MeetingState
from registration.partners.models import Organisation
from registration.trainings.models import EventDay, EventKind, EventSession, SessionKind, Visibility
from tests.factories.trainings import FIRST_START, NOON, event, organisation, session, venue

AFTER = FIRST_START + timedelta(days=1)
"""When the meeting of these factories is over."""
NAMES = tuple(f"Gmina Przykładowa {number}" for number in range(1, 11))
PARTICULARS = commands.Particulars(
    kind=MeetingKind.INAUGURAL,
    place="w sali nr 2 (przykład)",
    chair_post="Starosta (przykład)",
    secretary_post="Sekretarz powiatu (przykład)",
)
AGENDA = (
    commands.NewItem("Otwarcie posiedzenia", AgendaKind.OPENING),
    commands.NewItem("Przyjęcie porządku obrad", AgendaKind.AGENDA),
    commands.NewItem("Powołanie zespołu roboczego", presenter="Sekretarz gminy (przykład)"),
    commands.NewItem("Zamknięcie posiedzenia", AgendaKind.CLOSING),
)


def forum(db: orm.Session, owner: Organisation | None = None, members: int = 10, **values: Any) -> Forum:
    """A forum of so many members by printed name, whose first day is not known."""
    owner = owner or organisation(db)
    base: dict[str, Any] = {
        "name": "Forum Przykładowe",
        "genitive": "Forum Przykładowego",
        "purpose": "Dialog.",
    }
    made = services.create_forum(db, commands.CreateForum(owner.id, **{**base, **values}), PROGRAM, NOON)
    joining = tuple(commands.NewMember(name) for name in NAMES[:members])
    services.add_members(db, commands.AddMembers(made.id, joining), PROGRAM, NOON)
    return made


def sitting(db: orm.Session, of: Forum, start: datetime = FIRST_START, **values: Any) -> EventSession:
    """A forum sitting of two hours in a published event of the forum's organisation."""
    base: dict[str, Any] = {"venue": venue(db, organisation=of.organisation), "kind": EventKind.MEETING}
    made = event(db, days=0, organisation=of.organisation, title="Posiedzenie forum", **{**base, **values})
    end = start + timedelta(hours=2)
    return session(db, made, start, end, kind=SessionKind.FORUM_SITTING, title="Posiedzenie forum")


def past_sitting(db: orm.Session, of: Forum) -> EventSession:
    """A forum sitting of which only the day is known, without its year: "2 lipca"."""
    found = event(db, days=0, organisation=of.organisation, visibility=Visibility.ARCHIVED)
    day = EventDay(event=found, position=0, when=PartialDate(None, 7, 2, ""))
    made = EventSession(
        event=found, day=day, position=0, public_id=new_public_id(), title="Posiedzenie inauguracyjne"
    )
    made.kind = SessionKind.FORUM_SITTING
    db.add(made)
    db.flush()
    return made


def record_of_the_past(db: orm.Session, of: Forum) -> Meeting:
    """A meeting in such a sitting, with neither number nor form."""
    unknown = commands.Particulars(kind=MeetingKind.INAUGURAL, form=None)
    wanted = commands.CreateMeeting(of.id, past_sitting(db, of).id, unknown)
    return services.create_meeting(db, wanted, PROGRAM, NOON)


def published(db: orm.Session, **values: Any) -> Meeting:
    """A meeting with a text, a resolution, a fallen motion and published minutes."""
    made = meeting(db, MeetingState.IN_SESSION, **values)
    services.write_item(
        db, commands.WriteItem(business(made).id, "Omówiono **skład** zespołu.", 0), PROGRAM, AFTER
    )
    resolution(db, made)
    fallen = commands.RecordVote(business(made).id, "Przerwa w obradach", 4, 5, 1)
    services.record_vote(db, fallen, PROGRAM, AFTER)
    db.expire_all()
    closed(db, made)
    approved(db, made)
    services.publish(db, made.id, PROGRAM, AFTER)
    return made


def meeting(db: orm.Session, state: MeetingState = MeetingState.IN_SESSION, **values: Any) -> Meeting:
    """A meeting with an agenda of four points; everybody is present once it is in session."""
    of = values.pop("forum", None) or forum(db, values.pop("owner", None))
    particulars = values.pop("particulars", PARTICULARS)
    place = values.pop("session", None) or sitting(db, of, **values)
    made = services.create_meeting(db, commands.CreateMeeting(of.id, place.id, particulars), PROGRAM, NOON)
    services.set_agenda(db, commands.SetAgenda(made.id, AGENDA), PROGRAM, NOON)
    steps = {
        MeetingState.PLANNED: [],
        MeetingState.CONVENED: [convened],
        MeetingState.IN_SESSION: [convened, opened],
        MeetingState.CLOSED: [convened, opened, closed],
    }
    for step in steps[state]:
        step(db, made)
    return made


def convened(db: orm.Session, of: Meeting) -> None:
    """Give it its number."""
    services.convene(db, of.id, PROGRAM, NOON)


def opened(db: orm.Session, of: Meeting) -> None:
    """Open it at its start with all members present."""
    starts = of.session.starts_at
    assert starts is not None
    services.open_meeting(db, commands.OpenMeeting(of.id, starts), PROGRAM, AFTER)
    rows = tuple(commands.PresenceRow(member.id, post="Wójt (przykład)") for member in of.forum.members)
    services.record_presence(db, commands.RecordPresence(of.id, rows), PROGRAM, AFTER)


def closed(db: orm.Session, of: Meeting) -> None:
    """Close it an hour later."""
    assert of.opened_at is not None
    ends = of.opened_at + timedelta(hours=1)
    services.close(db, commands.CloseMeeting(of.id, ends), PROGRAM, AFTER)


def business(of: Meeting) -> AgendaItem:
    """The third point of the factories' agenda: the one with business."""
    return of.items[2]


def vote(db: orm.Session, of: Meeting, in_favour: int = 9, against: int = 0, abstained: int = 1) -> Any:
    """A vote on the business."""
    counts = commands.RecordVote(
        business(of).id, "Powołanie zespołu roboczego", in_favour, against, abstained
    )
    return services.record_vote(db, counts, PROGRAM, AFTER)


def resolution(db: orm.Session, of: Meeting) -> Any:
    """A resolution adopted by such a vote."""
    wanted = commands.AdoptResolution(
        vote(db, of).id, "powołania zespołu roboczego", "§ 1. Powołuje się zespół."
    )
    return services.adopt_resolution(db, wanted, PROGRAM, AFTER)


def approved(db: orm.Session, of: Meeting) -> None:
    """Make the minutes of a closed meeting final."""
    services.approve(db, commands.ApproveMinutes(of.id), PROGRAM, AFTER)
