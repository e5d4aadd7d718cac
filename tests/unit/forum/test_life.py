"""The life of a meeting, from plan to publication, and what is refused on the way."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import orm, select

from registration.accounts.audit import PROGRAM, history
from registration.forum import commands, errors, services
from registration.forum.models import ForumNumber, Meeting, MeetingState, Minutes, MinutesState
from registration.trainings.models import Visibility
from tests.factories import forum as make
from tests.factories.trainings import FIRST_START, NOON, event, session

AFTER = make.AFTER


def test_a_meeting_goes_from_plan_to_published_minutes(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    assert (meeting.numeral, meeting.address_part) == ("", meeting.public_id)
    make.convened(db, meeting)
    assert (meeting.state, meeting.numeral, meeting.address_part) == (
        MeetingState.CONVENED,
        "1/2026",
        "1-2026",
    )
    make.opened(db, meeting)
    make.resolution(db, meeting)
    make.closed(db, meeting)
    make.approved(db, meeting)
    minutes = services.publish(db, meeting.id, PROGRAM, AFTER)
    assert (meeting.state, minutes.state, meeting.minutes_are_public) == (
        MeetingState.CLOSED,
        "published",
        True,
    )


def test_every_step_leaves_a_line_in_the_history(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.CLOSED)
    make.approved(db, meeting)
    actions = [line.action for line in reversed(history(db, ("meeting", meeting.id)))]
    assert actions == [
        "meeting.planned",
        "meeting.agenda_set",
        "meeting.convened",
        "meeting.opened",
        "meeting.presence_recorded",
        "meeting.closed",
        "minutes.approved",
    ]
    assert history(db, ("meeting", meeting.id))[0].after == {"state": "approved"}


def test_the_year_of_the_number_is_that_of_the_sitting_by_its_own_clocks(db: orm.Session) -> None:
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    meeting = make.meeting(db, MeetingState.CONVENED, start=new_year)
    assert meeting.numeral == "1/2027"


def test_numbers_follow_each_other_and_a_cancelled_meeting_keeps_its_own(db: orm.Session) -> None:
    of = make.forum(db)
    first = make.meeting(db, MeetingState.CONVENED, forum=of)
    services.cancel(db, commands.CancelMeeting(first.id, "Brak sali (przykład)"), PROGRAM, NOON)
    second = make.meeting(db, MeetingState.CONVENED, forum=of, start=FIRST_START + timedelta(days=9))
    assert (first.numeral, second.numeral) == ("1/2026", "2/2026")


def test_each_forum_counts_by_itself(db: orm.Session) -> None:
    meetings = [make.meeting(db, MeetingState.CONVENED) for _ in range(2)]
    assert [meeting.numeral for meeting in meetings] == ["1/2026", "1/2026"]
    assert meetings[0].forum.slug != meetings[1].forum.slug


def test_a_refused_convening_uses_up_no_number(db: orm.Session) -> None:
    of = make.forum(db)
    meeting = make.meeting(db, MeetingState.PLANNED, forum=of)
    db.commit()
    make.convened(db, meeting)
    db.rollback()
    assert db.scalars(select(ForumNumber)).all() == []
    make.convened(db, meeting)
    assert meeting.numeral == "1/2026"


def test_a_meeting_is_convened_once(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    with pytest.raises(errors.WrongState):
        make.convened(db, meeting)


@pytest.mark.parametrize("visibility", [Visibility.DRAFT, Visibility.CANCELLED])
def test_nobody_is_called_to_an_event_that_they_cannot_see(db: orm.Session, visibility: Visibility) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED, visibility=visibility)
    with pytest.raises(errors.EventNotPublic):
        make.convened(db, meeting)


def test_nobody_is_called_without_an_agenda(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    services.set_agenda(db, commands.SetAgenda(meeting.id, ()), PROGRAM, NOON)
    with pytest.raises(errors.AgendaEmpty):
        make.convened(db, meeting)


def test_a_session_has_one_meeting(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    with pytest.raises(errors.SessionTaken):
        make.meeting(db, forum=meeting.forum, session=meeting.session)


def test_a_meeting_needs_a_forum_sitting_of_its_own_organisation(db: orm.Session) -> None:
    of, foreign = make.forum(db), make.sitting(db, make.forum(db))
    plain = session(db, event(db, days=0, organisation=of.organisation), FIRST_START, make.AFTER)
    for wrong in (foreign.id, plain.id, 12345):
        with pytest.raises(errors.NotASitting):
            services.create_meeting(db, commands.CreateMeeting(of.id, wrong), PROGRAM, NOON)


def test_a_meeting_of_the_past_is_on_record_without_day_number_or_minutes(db: orm.Session) -> None:
    of = make.forum(db)
    place = make.past_sitting(db, of)
    unknown = commands.Particulars(kind=make.PARTICULARS.kind, form=None)
    meeting = services.create_meeting(db, commands.CreateMeeting(of.id, place.id, unknown), PROGRAM, NOON)
    assert (meeting.state, meeting.number, meeting.minutes, meeting.form) == ("recorded", None, None, None)
    with pytest.raises(errors.WrongState):
        make.convened(db, meeting)


def test_a_planned_meeting_says_how_people_meet(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    with pytest.raises(errors.FormMissing):
        services.edit_meeting(
            db, commands.EditMeeting(meeting.id, commands.Particulars(form=None)), PROGRAM, NOON
        )


def test_a_session_that_loses_its_times_cannot_be_convened(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    meeting.session.starts_at = meeting.session.ends_at = None
    with pytest.raises(errors.NoTimes):
        make.convened(db, meeting)


def test_a_plan_can_be_dropped_and_its_session_used_again(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.PLANNED)
    of, place = meeting.forum, meeting.session
    services.discard(db, meeting.id, PROGRAM, NOON)
    assert make.meeting(db, MeetingState.CONVENED, forum=of, session=place).numeral == "1/2026"
    assert history(db, ("forum", of.id))[0].action == "forum.meeting_discarded"


def test_a_convened_meeting_is_cancelled_with_a_reason_not_dropped(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    with pytest.raises(errors.WrongState):
        services.discard(db, meeting.id, PROGRAM, NOON)
    with pytest.raises(errors.ReasonMissing):
        services.cancel(db, commands.CancelMeeting(meeting.id, "  "), PROGRAM, NOON)
    services.cancel(db, commands.CancelMeeting(meeting.id, "Brak sali"), PROGRAM, NOON)
    assert (meeting.state, meeting.cancellation_reason) == (MeetingState.CANCELLED, "Brak sali")


def test_times_are_those_that_have_come_and_in_order(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    with pytest.raises(errors.NotYet):
        services.open_meeting(db, commands.OpenMeeting(meeting.id, AFTER), PROGRAM, NOON)
    make.opened(db, meeting)
    with pytest.raises(errors.NotYet):
        services.close(db, commands.CloseMeeting(meeting.id, AFTER + timedelta(days=9)), PROGRAM, AFTER)
    with pytest.raises(errors.ClosedBeforeOpened) as refused:
        services.close(db, commands.CloseMeeting(meeting.id, FIRST_START), PROGRAM, AFTER)
    assert refused.value.values == {"time": "9:00"}


def test_minutes_are_approved_after_the_closing_with_list_and_signatures(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.IN_SESSION)
    with pytest.raises(errors.WrongState):
        make.approved(db, meeting)
    make.closed(db, meeting)
    nobody = commands.EditMeeting(meeting.id, commands.Particulars())
    services.edit_meeting(db, nobody, PROGRAM, AFTER)
    with pytest.raises(errors.SignatureMissing):
        make.approved(db, meeting)
    services.edit_meeting(db, commands.EditMeeting(meeting.id, make.PARTICULARS), PROGRAM, AFTER)
    make.approved(db, meeting)
    assert meeting.is_settled


def test_minutes_without_an_attendance_list_are_not_approved(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    services.open_meeting(db, commands.OpenMeeting(meeting.id, FIRST_START), PROGRAM, AFTER)
    make.closed(db, meeting)
    with pytest.raises(errors.PresenceMissing):
        make.approved(db, meeting)


def test_approval_writes_down_the_names_the_day_and_the_place_of_that_day(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.CLOSED)
    make.approved(db, meeting)
    meeting.forum.name, meeting.forum.genitive = "Inne", "Innego"
    db.flush()
    kept = db.scalars(select(Minutes)).one()
    assert (kept.forum_name, kept.forum_genitive) == ("Forum Przykładowe", "Forum Przykładowego")
    assert (kept.held_on, kept.zone) == (FIRST_START.date(), "Europe/Warsaw")
    assert kept.venue == "Sala konferencyjna, ul. Przykładowa 1, Łowicz"


def test_minutes_are_published_only_when_approved_and_once(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.CLOSED)
    for approve in (True, False):
        with pytest.raises(errors.WrongState):
            services.publish(db, meeting.id, PROGRAM, AFTER)
        if approve:
            make.approved(db, meeting)
            assert services.publish(db, meeting.id, PROGRAM, AFTER).state is MinutesState.PUBLISHED


def test_there_is_no_meeting_that_there_is_not(db: orm.Session) -> None:
    assert db.scalars(select(Meeting)).all() == []
    with pytest.raises(errors.NoSuchMeeting):
        services.convene(db, 7, PROGRAM, NOON)
    with pytest.raises(errors.NoSuchForum):
        services.edit_forum(db, commands.EditForum(7, "Nazwa", "Nazwy", "", commands.Rules()), PROGRAM, NOON)
