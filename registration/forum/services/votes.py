"""Votes and the resolutions that they adopt."""

import re
from datetime import datetime

from sqlalchemy import orm

from registration.accounts.audit import Actor
from registration.forum import commands, errors
from registration.forum.models import Meeting, MeetingState, Numbered, Resolution, Vote
from registration.forum.queries import writing
from registration.forum.queries.meeting import day_of
from registration.forum.services import audit, words
from registration.forum.services.numbers import next_number

HELD = (MeetingState.IN_SESSION, MeetingState.CLOSED)
_ALREADY_SAID = re.compile(r"\A\s*w\s+sprawie\b", re.IGNORECASE)
"""Every heading says it before the title, and a title cannot be mended once it is adopted."""


def record_vote(db: orm.Session, wanted: commands.RecordVote, actor: Actor, now: datetime) -> Vote:
    """Note an open vote; the result is computed from the counts and the majority.

    Raises NoSuchItem, MinutesApproved, WrongState, NoVotesHere, SubjectMissing, TooLong, PresenceMissing,
    PresentTooMany, NoQuorum, CountsDoNotAddUp.
    """
    item = writing.open_item(db, wanted.item_id, *HELD)
    if not item.kind.takes_votes:
        raise errors.NoVotesHere
    made = Vote(
        item=item,
        subject=words.required(wanted.subject, errors.SubjectMissing),
        majority=wanted.majority or item.meeting.rules.majority,
        entitled=item.meeting.entitled,
        present=_present(item.meeting, wanted.present),
        recorded_at=now,
        **_counts(item.meeting, wanted),
    )
    db.add(made)
    audit.of_meeting(db, actor, "meeting.vote_recorded", item.meeting, now, after=_told(made))
    db.flush()
    return made


def _present(meeting: Meeting, given: int | None) -> int:
    if not meeting.presences:
        raise errors.PresenceMissing
    present = meeting.present if given is None else given
    if present > meeting.present:
        raise errors.PresentTooMany(num=meeting.present)
    if not meeting.rules.quorum.reached(present, meeting.entitled):
        raise errors.NoQuorum(present=present, entitled=meeting.entitled)
    return present


def _counts(meeting: Meeting, wanted: commands.RecordVote) -> dict[str, int]:
    present = meeting.present if wanted.present is None else wanted.present
    counts = {"in_favour": wanted.in_favour, "against": wanted.against, "abstained": wanted.abstained}
    if min(counts.values()) < 0 or sum(counts.values()) != present:
        raise errors.CountsDoNotAddUp(sum=sum(counts.values()), present=present)
    return counts


def _told(vote: Vote) -> dict[str, object]:
    counts = f"{vote.in_favour}:{vote.against}:{vote.abstained}"
    return {"item": vote.item.label, "vote_subject": vote.subject, "counts": counts}


def strike_vote(db: orm.Session, wanted: commands.StrikeVote, actor: Actor, now: datetime) -> Vote:
    """Strike out a vote that was entered wrongly: it stays, with the reason, and counts no more.

    Raises NoSuchVote, MinutesApproved, WrongState, VoteStruck, ReasonMissing; AlreadyResolved when a
    resolution rests on it.
    """
    vote = writing.open_vote(db, wanted.vote_id, *HELD)
    if vote.struck_at is not None:
        raise errors.VoteStruck
    if vote.resolution is not None:
        raise errors.AlreadyResolved
    vote.strike_reason = words.required(wanted.reason, errors.ReasonMissing)
    vote.struck_at = now
    struck = {"struck": vote.strike_reason, **_told(vote)}
    audit.of_meeting(db, actor, "meeting.vote_struck", vote.item.meeting, now, after=struck)
    db.flush()
    return vote


def adopt_resolution(
    db: orm.Session, wanted: commands.AdoptResolution, actor: Actor, now: datetime
) -> Resolution:
    """Give the motion that a vote adopted its number of the year, and freeze its text.

    Raises NoSuchVote, MinutesApproved, WrongState, AlreadyResolved, NotAdopted, TitleMissing, TextMissing.
    """
    vote = writing.open_vote(db, wanted.vote_id, *HELD)
    _refuse_unadopted(vote)
    title = words.required(_ALREADY_SAID.sub("", wanted.title), errors.TitleMissing)
    text = words.prose(wanted.text, "text")
    if not text:
        raise errors.TextMissing
    made = _numbered(db, vote, now)
    made.title, made.text = title, text
    db.add(made)
    after = {"resolution": made.numeral, "title": title}
    audit.of_meeting(db, actor, "meeting.resolution_adopted", vote.item.meeting, now, after=after)
    db.flush()
    return made


def _refuse_unadopted(vote: Vote) -> None:
    if vote.resolution is not None:
        raise errors.AlreadyResolved
    if not vote.is_adopted:
        raise errors.NotAdopted


def _numbered(db: orm.Session, vote: Vote, now: datetime) -> Resolution:
    meeting = vote.item.meeting
    day = day_of(meeting)
    if day is None:
        raise errors.NoTimes
    number = next_number(db, meeting.forum_id, day.year, Numbered.RESOLUTION)
    return Resolution(
        forum_id=meeting.forum_id, vote=vote, year=day.year, number=number, adopted_on=day, created_at=now
    )
