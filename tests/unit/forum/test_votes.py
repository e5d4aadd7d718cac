"""Presence, quorum, votes and resolutions."""

from datetime import date, timedelta

import pytest
from sqlalchemy import orm, select

from registration.accounts.audit import PROGRAM
from registration.forum import commands, errors, services
from registration.forum.models import ForumMember, Majority, MeetingState, PresenceState, Quorum, Resolution
from tests.factories import forum as make
from tests.factories.trainings import FIRST_START, NOON

AFTER = make.AFTER


@pytest.mark.parametrize(
    ("present", "entitled", "half", "more"),
    [
        (5, 10, True, False),
        (6, 10, True, True),
        (4, 10, False, False),
        (4, 7, True, True),
        (3, 7, False, False),
        (1, 1, True, True),
        (0, 0, False, False),
    ],
)
def test_the_quorum_is_counted(present: int, entitled: int, half: bool, more: bool) -> None:
    assert Quorum.HALF.reached(present, entitled) is half
    assert Quorum.MORE_THAN_HALF.reached(present, entitled) is more


@pytest.mark.parametrize(
    ("counts", "simple", "absolute", "three_fifths", "two_thirds"),
    [
        ((9, 6, 2), True, True, False, False),
        ((5, 5, 0), False, False, False, False),
        ((5, 4, 1), True, False, False, False),
        ((6, 4, 0), True, True, True, False),
        ((6, 2, 1), True, True, True, True),
        ((0, 0, 5), False, False, False, False),
    ],
)
def test_the_majority_decides(
    counts: tuple[int, int, int], simple: bool, absolute: bool, three_fifths: bool, two_thirds: bool
) -> None:
    expected = (simple, absolute, three_fifths, two_thirds)
    assert tuple(majority.adopts(*counts) for majority in Majority) == expected


def test_the_list_names_the_members_of_that_day(db: orm.Session) -> None:
    of = make.forum(db, members=2)
    day = FIRST_START.date()
    services.set_members(
        db,
        commands.SetMembers(of.id, (make.NAMES[0], "Gmina Nowa (przykład)"), day + timedelta(days=1)),
        PROGRAM,
        NOON,
    )
    db.refresh(of)
    meeting = make.meeting(db, MeetingState.CONVENED, forum=of)
    services.open_meeting(db, commands.OpenMeeting(meeting.id, FIRST_START), PROGRAM, AFTER)
    services.record_presence(db, commands.RecordPresence(meeting.id, ()), PROGRAM, AFTER)
    assert [row.member_name for row in meeting.presences] == list(make.NAMES[:2])
    assert (meeting.present, meeting.entitled, meeting.has_quorum) == (0, 2, False)


def test_a_later_change_of_members_leaves_the_list_as_it_was(db: orm.Session) -> None:
    meeting = make.meeting(db)
    services.set_members(
        db, commands.SetMembers(meeting.forum_id, ("Inna gmina",), AFTER.date()), PROGRAM, AFTER
    )
    db.refresh(meeting)
    assert meeting.entitled == 10
    names = db.scalars(select(ForumMember.name).where(ForumMember.until.is_(None))).all()
    assert names == ["Inna gmina"]


def test_a_member_who_joined_by_mistake_never_was_one(db: orm.Session) -> None:
    of = make.forum(db, members=1)
    day = date(2026, 6, 1)
    services.set_members(db, commands.SetMembers(of.id, (make.NAMES[0], "Pomyłka"), day), PROGRAM, NOON)
    services.set_members(db, commands.SetMembers(of.id, (make.NAMES[0],), day), PROGRAM, NOON)
    assert [member.name for member in of.members] == [make.NAMES[0]]


def test_members_cannot_leave_before_they_joined(db: orm.Session) -> None:
    of = make.forum(db, members=0)
    services.add_members(
        db, commands.AddMembers(of.id, (commands.NewMember("Gmina"),), date(2026, 6, 1)), PROGRAM, NOON
    )
    with pytest.raises(errors.SpanBackwards):
        services.set_members(db, commands.SetMembers(of.id, (), date(2026, 5, 1)), PROGRAM, NOON)


def test_a_name_stands_on_the_list_once(db: orm.Session) -> None:
    of = make.forum(db, members=1)
    with pytest.raises(errors.MemberTwice):
        services.set_members(db, commands.SetMembers(of.id, ("A", "A"), date(2026, 6, 1)), PROGRAM, NOON)
    with pytest.raises(errors.MemberTwice):
        services.add_members(
            db, commands.AddMembers(of.id, (commands.NewMember(make.NAMES[0]),)), PROGRAM, NOON
        )


def test_strangers_are_not_on_the_list(db: orm.Session) -> None:
    meeting, other = make.meeting(db), make.forum(db)
    rows = (commands.PresenceRow(other.members[0].id),)
    with pytest.raises(errors.NotAMember):
        services.record_presence(db, commands.RecordPresence(meeting.id, rows), PROGRAM, AFTER)


def test_presence_cannot_fall_below_those_who_voted(db: orm.Session) -> None:
    meeting = make.meeting(db)
    make.vote(db, meeting)
    rows = tuple(commands.PresenceRow(member.id) for member in meeting.forum.members[:9])
    with pytest.raises(errors.VotesOutnumber) as refused:
        services.record_presence(db, commands.RecordPresence(meeting.id, rows), PROGRAM, AFTER)
    assert refused.value.values == {"num": 10}


def test_votes_add_up_to_those_present(db: orm.Session) -> None:
    meeting = make.meeting(db)
    with pytest.raises(errors.CountsDoNotAddUp) as refused:
        make.vote(db, meeting, 9, 2, 1)
    assert refused.value.values == {"sum": 12, "present": 10}
    with pytest.raises(errors.CountsDoNotAddUp):
        make.vote(db, meeting, 11, -1, 0)


def test_somebody_who_left_is_not_counted(db: orm.Session) -> None:
    meeting = make.meeting(db)
    item = make.business(meeting).id
    vote = services.record_vote(db, commands.RecordVote(item, "Wniosek", 5, 2, 1, present=8), PROGRAM, AFTER)
    assert (vote.present, vote.entitled, vote.is_adopted) == (8, 10, True)
    with pytest.raises(errors.PresentTooMany):
        services.record_vote(db, commands.RecordVote(item, "Wniosek", 11, present=11), PROGRAM, AFTER)


def test_without_a_quorum_nothing_is_voted(db: orm.Session) -> None:
    meeting = make.meeting(db)
    with pytest.raises(errors.NoQuorum):
        services.record_vote(
            db, commands.RecordVote(make.business(meeting).id, "Wniosek", 4, present=4), PROGRAM, AFTER
        )


def test_votes_need_the_attendance_list_and_an_item_that_takes_them(db: orm.Session) -> None:
    meeting = make.meeting(db, MeetingState.CONVENED)
    services.open_meeting(db, commands.OpenMeeting(meeting.id, FIRST_START), PROGRAM, AFTER)
    with pytest.raises(errors.PresenceMissing):
        make.vote(db, meeting)
    with pytest.raises(errors.NoVotesHere):
        services.record_vote(db, commands.RecordVote(meeting.items[0].id, "Wniosek", 1), PROGRAM, AFTER)
    with pytest.raises(errors.SubjectMissing):
        services.record_vote(db, commands.RecordVote(meeting.items[1].id, " ", 1), PROGRAM, AFTER)


def test_the_majority_is_that_of_the_rules_or_the_one_given(db: orm.Session) -> None:
    of = make.forum(db, rules=commands.Rules(majority=Majority.ABSOLUTE))
    meeting = make.meeting(db, forum=of)
    assert make.vote(db, meeting, 5, 4, 1).is_adopted is False
    other = commands.RecordVote(make.business(meeting).id, "Wniosek", 5, 4, 1, majority=Majority.SIMPLE)
    assert services.record_vote(db, other, PROGRAM, AFTER).is_adopted is True


def test_a_meeting_keeps_the_rules_under_which_it_was_planned(db: orm.Session) -> None:
    meeting = make.meeting(db)
    rules = commands.Rules(Quorum.MORE_THAN_HALF, Majority.TWO_THIRDS, 14)
    of = meeting.forum
    services.edit_forum(db, commands.EditForum(of.id, of.name, of.genitive, "", rules), PROGRAM, AFTER)
    later = make.meeting(db, forum=of, start=FIRST_START + timedelta(days=30), state=MeetingState.PLANNED)
    assert (meeting.rules.version, meeting.rules.majority) == (1, "simple")
    assert (later.rules.version, later.rules.majority, later.rules.notice_days) == (2, "two thirds", 14)


def test_a_resolution_is_numbered_when_it_is_adopted(db: orm.Session) -> None:
    meeting = make.meeting(db)
    first, second = make.resolution(db, meeting), make.resolution(db, meeting)
    assert (first.numeral, second.numeral) == ("1/2026", "2/2026")
    assert first.adopted_on == FIRST_START.date()


def test_a_vote_carries_one_resolution(db: orm.Session) -> None:
    meeting = make.meeting(db)
    vote = make.vote(db, meeting)
    wanted = commands.AdoptResolution(vote.id, "powołania zespołu", "§ 1. Powołuje się zespół.")
    services.adopt_resolution(db, wanted, PROGRAM, AFTER)
    db.expire_all()
    with pytest.raises(errors.AlreadyResolved):
        services.adopt_resolution(db, wanted, PROGRAM, AFTER)
    with pytest.raises(errors.AlreadyResolved):
        services.strike_vote(db, commands.StrikeVote(vote.id, "pomyłka"), PROGRAM, AFTER)
    assert len(db.scalars(select(Resolution)).all()) == 1


@pytest.mark.parametrize("typed", ["w sprawie powołania zespołu", "W  sprawie\u00a0powołania zespołu"])
def test_a_title_does_not_say_w_sprawie_twice(db: orm.Session, typed: str) -> None:
    vote = make.vote(db, make.meeting(db))
    wanted = commands.AdoptResolution(vote.id, typed, "§ 1. Powołuje się zespół.")
    assert services.adopt_resolution(db, wanted, PROGRAM, AFTER).title == "powołania zespołu"


def test_a_motion_that_fell_is_no_resolution(db: orm.Session) -> None:
    vote = make.vote(db, make.meeting(db), 5, 5, 0)
    with pytest.raises(errors.NotAdopted):
        services.adopt_resolution(db, commands.AdoptResolution(vote.id, "a", "b"), PROGRAM, AFTER)


def test_a_resolution_has_a_title_and_a_text(db: orm.Session) -> None:
    vote = make.vote(db, make.meeting(db))
    with pytest.raises(errors.TitleMissing):
        services.adopt_resolution(db, commands.AdoptResolution(vote.id, "", "b"), PROGRAM, AFTER)
    with pytest.raises(errors.TextMissing):
        services.adopt_resolution(db, commands.AdoptResolution(vote.id, "a", ""), PROGRAM, AFTER)


def test_a_vote_entered_wrongly_is_struck_out_with_a_reason(db: orm.Session) -> None:
    meeting = make.meeting(db)
    vote = make.vote(db, meeting)
    with pytest.raises(errors.ReasonMissing):
        services.strike_vote(db, commands.StrikeVote(vote.id, ""), PROGRAM, AFTER)
    services.strike_vote(db, commands.StrikeVote(vote.id, "pomyłka we wpisie"), PROGRAM, AFTER)
    assert vote.is_adopted is False
    with pytest.raises(errors.VoteStruck):
        services.strike_vote(db, commands.StrikeVote(vote.id, "znowu"), PROGRAM, AFTER)
    with pytest.raises(errors.NotAdopted):
        services.adopt_resolution(db, commands.AdoptResolution(vote.id, "a", "b"), PROGRAM, AFTER)


def test_excused_members_are_not_present(db: orm.Session) -> None:
    meeting = make.meeting(db)
    rows = (commands.PresenceRow(meeting.forum.members[0].id, PresenceState.EXCUSED, post="Wójt (przykład)"),)
    services.record_presence(db, commands.RecordPresence(meeting.id, rows), PROGRAM, AFTER)
    assert (meeting.present, meeting.presences[0].state, meeting.presences[1].state) == (
        0,
        "excused",
        "absent",
    )
