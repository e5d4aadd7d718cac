"""What the demo has loaded, read from the database."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import func, orm, select

from registration import create_app
from registration.accounts.models import RoleName, User
from registration.calendars.models import FeedEntry
from registration.core.partial_date import PartialDate
from registration.desk.demo import founding, people, sign_in
from registration.desk.demo.loading import NOT_SENT, load
from registration.desk.demo.sample_events import FEW
from registration.desk.demo.sign_in import Access
from registration.extensions import db as database
from registration.forum.models import Forum, Meeting, MeetingState, MinutesState, PresenceState
from registration.invites.models import CalendarInvite, Invitee, InviteeRole, InviteState
from registration.mailings.models import NextDateRequest, RequestState
from registration.outbox.models import MailState, OutgoingEmail
from registration.partners.models import Organisation, Project, ProjectRole
from registration.signup.models import Clause, ClauseKind, Consent, Registration
from registration.signup.queries import HOLDING
from registration.trainings.models import Event, Visibility
from registration.trainings.states import seat_state
from registration.web.site import site
from registration.web.writing import writing
from tests.databases import Furnish
from tests.houses import close, make_settings

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
WARSAW = ZoneInfo("Europe/Warsaw")
EDITION = "partnerstwa-i-negocjacje-przyklad"
FULL_DATE = "male-zamowienia-publiczne"
PAST_DATE, NEXT_DATE = f"{FULL_DATE}-pierwszy-termin", f"{FULL_DATE}-kolejny-termin"
CONFERENCE = "samorzad-blisko-mieszkanca"
RESIGNED = people.email(14)
CLOCKS = "zmiana-czasu-w-systemach-urzedu"

STATES = {
    founding.SLUG: "Ended",
    EDITION: "%(num)d free seat",
    "dostepne-dokumenty": "%(num)d free seat",
    "decyzja-administracyjna": "Last seat",
    FULL_DATE: "No seats left",
    PAST_DATE: "Ended",
    NEXT_DATE: "%(num)d free seat",
    "raport-o-stanie-gminy": "Sign-up closed",
    "zlecanie-zadan-publicznych": "Sign-up %(until)s",
    "uslugi-spoleczne-w-gminie": "Sign-up opens on %(day)s",
    "budzet-obywatelski": "Ended",
    "gospodarka-odpadami": "Cancelled",
    "ochrona-danych-w-sekretariacie": "Sign-up open",
    "szkola-liderow-wspolpracy": "%(num)d free seat",
    "nocne-cwiczenie-kryzysowe": "%(num)d free seat",
    CLOCKS: "%(num)d free seat",
    CONFERENCE: "%(num)d free seat",
    "samoocena-kontroli-zarzadczej": "Draft",
    "posiedzenie-przykladowego-forum": "Ended",
}


@pytest.fixture(scope="module")
def demo(furnished: Furnish, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation with the demo as loaded at NOW."""
    app = create_app(furnished(make_settings(tmp_path_factory.mktemp("demo"))), {"TESTING": True})
    with app.app_context(), writing() as db:
        load(db, site(), Access(sign_in.EMAIL, "", "no hash"), NOW)
    yield app
    close(app)


@pytest.fixture
def db(demo: Flask) -> Iterator[orm.Session]:
    with demo.app_context(), orm.Session(database.engine) as session:
        yield session


def named(db: orm.Session, slug: str) -> Event:
    return db.scalars(select(Event).where(Event.slug == slug)).one()


def spans(event: Event) -> list[tuple[datetime, datetime]]:
    """Start and end of each session that has times."""
    return [(one.starts_at, one.ends_at) for one in event.sessions if one.starts_at and one.ends_at]


def test_there_are_events_in_every_state(db: orm.Session) -> None:
    found = {event.slug: seat_state(event, NOW, "en").sentence.text for event in db.scalars(select(Event))}
    assert found == STATES


def test_the_event_across_midnight_is_one_day(db: orm.Session) -> None:
    event = named(db, "nocne-cwiczenie-kryzysowe")
    assert event.starts_at is not None
    assert event.ends_at is not None
    assert (event.ends_at - event.starts_at).total_seconds() == 5.5 * 3600
    assert event.ends_at.astimezone(WARSAW).date() > event.starts_at.astimezone(WARSAW).date()
    assert len(event.days) == 1


def test_the_long_event_has_five_days(db: orm.Session) -> None:
    assert len(named(db, "szkola-liderow-wspolpracy").days) == 5


def test_the_organiser_serves_the_sample_things_and_nothing_else(db: orm.Session) -> None:
    organiser = db.scalars(select(User).where(User.email == sign_in.EMAIL)).one()
    samples = db.scalars(select(Organisation.id).where(Organisation.sample)).all()
    forum = db.scalars(select(Forum.id).where(Forum.sample)).one()
    assert {(one.role, one.scope_kind, one.scope_id) for one in organiser.grants} == {
        *((RoleName.ORGANISER, "organisation", one) for one in samples),
        (RoleName.COORDINATOR, "event", named(db, EDITION).id),
        (RoleName.SECRETARY, "forum", forum),
    }


def test_all_but_the_record_belongs_to_sample_organisations(db: orm.Session) -> None:
    events = {event.slug: (event.sample, event.organisation.sample) for event in db.scalars(select(Event))}
    assert events.pop(founding.SLUG) == (False, False)
    assert set(events.values()) == {(True, True)}


class TestPeople:
    def test_seats_taken_are_people_registered(self, db: orm.Session) -> None:
        held = select(Registration.event_id, func.count()).where(Registration.state.in_(HOLDING))
        counted = dict(db.execute(held.group_by(Registration.event_id)).all())
        events = db.scalars(select(Event)).all()
        assert {one.id: one.seats_taken for one in events if one.seats_taken} == counted
        assert sum(counted.values()) > 100

    def test_they_signed_up_before_the_loading_and_before_the_event(self, db: orm.Session) -> None:
        for one in db.scalars(select(Registration)):
            assert one.event.starts_at is not None
            assert one.created_at < min(NOW, one.event.starts_at)

    def test_their_names_and_addresses_are_made_up(self, db: orm.Session) -> None:
        for one in db.scalars(select(Registration)):
            assert one.email.endswith("@example.org")
            assert one.full_name.startswith("Osoba Przykładowa")
            assert "(przykład)" in one.institution

    def test_only_a_handful_of_mails_goes_out(self, db: orm.Session) -> None:
        waiting = db.scalars(select(OutgoingEmail).where(OutgoingEmail.state == MailState.WAITING)).all()
        others = db.scalars(select(OutgoingEmail).where(OutgoingEmail.state != MailState.WAITING)).all()
        assert {one.recipient for one in waiting} == FEW
        assert len(waiting) == 6
        assert {one.state for one in others} == {MailState.DROPPED}
        unsaid = {(one.kind, one.recipient) for one in others if one.last_error != NOT_SENT}
        assert unsaid == {("signup.confirmation", RESIGNED)}, "taken back when the person resigned"

    def test_their_calendars_know_what_is_on_so_a_change_is_an_update(self, db: orm.Session) -> None:
        for one in db.scalars(select(CalendarInvite)):
            event, state = one.invitee.event, InviteState.INVITED
            if event.slug == EDITION and one.invitee.email in FEW:
                state = InviteState.NEW
            gone = event.slug == EDITION and one.invitee.email == RESIGNED
            if event.visibility is Visibility.CANCELLED or gone:
                state = InviteState.CANCELLED
            assert one.state is state


class TestWhatIsNew:
    def test_people_choose_one_workshop_or_none(self, db: orm.Session) -> None:
        event = named(db, CONFERENCE)
        workshops = [one for one in event.sessions if one.optional]
        choices = [one.invitee.sessions for one in registered(db, event)]
        assert len(workshops) == 2
        assert workshops[0].starts_at == workshops[1].starts_at
        assert {len(one) for one in choices} == {0, 1}
        assert {session.id for one in choices for session in one} == {one.id for one in workshops}

    def test_who_leads_and_who_works_has_entries_of_their_days(self, db: orm.Session) -> None:
        hosts = db.scalars(select(Invitee).where(Invitee.role != InviteeRole.PARTICIPANT)).all()
        assert {one.event.slug for one in hosts} == {EDITION}
        assert {(one.role.value, one.email, len(one.invites)) for one in hosts} == {
            ("speaker", "doradca@example.org", 1),
            ("speaker", "trener@example.org", 1),
            ("staff", "recepcja@example.org", 2),
            ("staff", "tlumacz@example.org", 2),
        }

    def test_a_training_has_three_dates_the_second_full_the_last_open(self, db: orm.Session) -> None:
        dates = [named(db, slug) for slug in (PAST_DATE, FULL_DATE, NEXT_DATE)]
        assert len({one.series_id for one in dates} - {None}) == 1
        starts = [one.starts_at for one in dates if one.starts_at]
        assert starts == sorted(starts)
        assert starts[0] < NOW < starts[1]

    def test_somebody_waits_for_a_next_date(self, db: orm.Session) -> None:
        request = db.scalars(select(NextDateRequest)).one()
        waits = (request.event.slug, request.email, request.state)
        assert waits == (FULL_DATE, "czeka@example.org", RequestState.CONFIRMED)

    def test_one_participant_of_the_edition_resigned(self, db: orm.Session) -> None:
        [gone] = db.scalars(select(Registration).where(Registration.state.not_in(HOLDING)))
        assert (gone.event.slug, gone.email, gone.state.value) == (EDITION, RESIGNED, "withdrawn")
        assert gone.event.seats_taken == 13

    def test_one_calendar_said_yes_and_one_said_no(self, db: orm.Session) -> None:
        said = select(CalendarInvite).where(CalendarInvite.answer != "").order_by(CalendarInvite.id)
        answers = [(one.invitee.event.slug, one.invitee.email, one.answer) for one in db.scalars(said)]
        assert answers == [
            (EDITION, people.email(4), "ACCEPTED"),
            (EDITION, people.email(5), "DECLINED"),
        ]

    def test_a_consent_has_its_second_version_in_both_languages_and_nobody_agreed_to_it_yet(
        self, db: orm.Session
    ) -> None:
        renewed = db.scalars(select(Clause).where(Clause.version == 2)).all()
        assert {(one.kind, one.language) for one in renewed} == {
            (ClauseKind.NEWS, "pl"),
            (ClauseKind.NEWS, "en"),
        }
        assert all("(przykład)" in one.text for one in renewed)
        assert db.scalar(select(Consent.id).where(Consent.clause_id.in_([one.id for one in renewed]))) is None

    def test_a_colleague_coordinates_the_edition(self, db: orm.Session) -> None:
        colleague = db.scalars(select(User).where(User.email == "coordinator@example.org")).one()
        [held] = colleague.grants
        place = (held.role, held.scope_kind, held.scope_id)
        assert place == (RoleName.COORDINATOR, "event", named(db, EDITION).id)


def registered(db: orm.Session, event: Event) -> list[Registration]:
    return list(db.scalars(select(Registration).where(Registration.event_id == event.id)))


class TestRecord:
    def test_the_training_is_outside_sign_up_and_calendars(self, db: orm.Session) -> None:
        record = named(db, founding.SLUG)
        assert record.visibility is Visibility.ARCHIVED
        assert not record.takes_sign_ups(NOW)
        assert spans(record) == []
        assert db.scalar(select(FeedEntry.id).where(FeedEntry.event_id == record.id)) is None

    def test_it_says_no_more_than_the_source(self, db: orm.Session) -> None:
        record = named(db, founding.SLUG)
        silent = (record.purpose, record.audience, record.cost, record.accessibility, record.language)
        assert silent == ("",) * 5
        assert (record.venue, record.capacity, record.online_url) == (None, None, "")
        assert (record.contact_name, record.contact_email, record.contact_phone) == ("", "", "")
        assert [day.when.iso for day in record.days] == ["07-01", "07-02"]

    def test_the_forum_met_there_without_number_and_minutes(self, db: orm.Session) -> None:
        forum = db.scalars(select(Forum).where(~Forum.sample)).one()
        meeting = db.scalars(select(Meeting).where(Meeting.forum_id == forum.id)).one()
        assert meeting.session.day.when.iso == "07-02"
        assert (meeting.state, meeting.number, meeting.minutes) == (MeetingState.RECORDED, None, None)
        assert (meeting.chair, meeting.chair_post, meeting.secretary_post, meeting.place) == ("",) * 4
        assert forum.members == []


class TestForum:
    def test_the_first_meeting_has_published_minutes_with_two_resolutions(self, db: orm.Session) -> None:
        forum = db.scalars(select(Forum).where(Forum.sample)).one()
        first = db.scalars(select(Meeting).where(Meeting.forum_id == forum.id, Meeting.number == 1)).first()
        assert first is not None
        assert first.minutes is not None
        assert first.minutes.state is MinutesState.PUBLISHED
        assert [row.state for row in first.presences].count(PresenceState.PRESENT) == 8
        assert len(first.presences) == 10
        votes = [vote for item in first.items for vote in item.votes]
        assert all(vote.in_favour + vote.against + vote.abstained == 8 for vote in votes)
        assert [vote.resolution.numeral for vote in votes if vote.resolution] == ["1/2026", "2/2026"]

    def test_the_next_meeting_is_called_for_the_edition_s_second_day(self, db: orm.Session) -> None:
        meeting = db.scalars(select(Meeting).where(Meeting.state == MeetingState.CONVENED)).one()
        assert meeting.session.event.slug == EDITION
        assert meeting.session.day.date == date(2027, 7, 2)
        assert len(meeting.items) == 9


def test_the_founding_project_stands_as_the_note_tells_it(db: orm.Session) -> None:
    known = db.scalars(select(Project).where(Project.sample.is_(False))).one()
    roles = [one.role for one in known.parties]
    assert [roles.count(role) for role in ProjectRole] == [1, 3, 8]
    assert [one.printed_as for one in known.parties][-6:] == [
        "miasto Skierniewice",
        "miasto Biała Rawska",
        "miasto Rawa Mazowiecka",
        "gmina Głowno",
        "gmina Stryków",
        "gmina Skierniewice",
    ]
    assert (known.starts_on, known.ends_on, known.funding) == (None, PartialDate(2012, 10, None), None)
    assert len(known.goals) == 8
    assert known.is_published


def test_the_founding_training_and_the_forum_belong_to_the_project(db: orm.Session) -> None:
    known = db.scalars(select(Project).where(Project.sample.is_(False))).one()
    record = db.scalars(select(Event).where(Event.slug == founding.SLUG)).one()
    [forum] = db.scalars(select(Forum).where(Forum.project_id == known.id))
    assert record.project_id == known.id
    assert not forum.sample
