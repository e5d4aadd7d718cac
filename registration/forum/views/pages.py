"""What the templates of meetings and minutes show, put into words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import Markup

from registration.core import markdown
from registration.core.partial_date import PartialDate
from registration.core.text import nbsp
from registration.forum import words
from registration.forum.models import AgendaItem, AgendaKind, Meeting, MeetingState, Resolution, Vote
from registration.forum.queries.meeting import Head, head_of
from registration.forum.views import wording
from registration.trainings.models import Visibility
from registration.web import filters
from registration.web.language import language

Fact = tuple[str | None, str, str | list[str] | Markup]


@dataclass(frozen=True)
class Listed:
    """A meeting in a list."""

    title: str
    address: str
    leaf: filters.Leaf
    day: str
    standing: str
    standing_kind: str


def listed(meeting: Meeting) -> Listed:
    """A meeting of a forum's page."""
    return Listed(
        title=_short_title(meeting),
        address=address_of(meeting),
        leaf=filters.leaf_of(_known_day(meeting)),
        day=when(meeting),
        standing=wording.standing(meeting),
        standing_kind=wording.standing_kind(meeting),
    )


def _short_title(meeting: Meeting) -> str:
    kind = wording.marked(words.MEETING_KINDS[meeting.kind])
    return _("%(meeting)s no. %(number)s", meeting=kind, number=meeting.numeral) if meeting.number else kind


def address_of(meeting: Meeting) -> str:
    """The path of the meeting's public page."""
    return url_for("forum.meeting", slug=meeting.forum.slug, number=meeting.address_part)


def _known_day(meeting: Meeting) -> date | PartialDate:
    return head_of(meeting).held_on or meeting.session.day.when


def when(meeting: Meeting) -> str:
    """The day in words; of a record of the past as its source prints it."""
    day = head_of(meeting).held_on
    printed = meeting.session.day.when
    return filters.day(day) if day else printed.as_printed or filters.spoken(printed)


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    """What the public page of a meeting shows; the desk's preview of the minutes shows the same."""
    head = head_of(meeting)
    return {
        "meeting": meeting,
        "head": head,
        "title": wording.meeting_title(meeting),
        "minutes_title": wording.minutes_title(meeting),
        "leaf": filters.leaf_of(_known_day(meeting)),
        "facts": facts(meeting, head),
        "particulars": particulars(meeting, head),
        "quorum": wording.quorum(meeting),
        "items": [item_of(item, head) for item in meeting.items],
        "decisions": decisions(meeting),
        "signatures": signatures(meeting),
        "standing": wording.standing(meeting),
        "standing_kind": wording.standing_kind(meeting),
        "event_cancelled": meeting.session.event.visibility is Visibility.CANCELLED,
        "session_file": session_file(meeting),
        "event_address": event_address(meeting),
        "marked": wording.marked,
        "words": words,
        "spoken_in": _language_of(meeting),
    }


def _language_of(meeting: Meeting) -> str:
    """The lang attribute of what was written there; empty when it is the page's own language."""
    written = meeting.session.event.language
    return "" if written == language() else written


def session_file(meeting: Meeting) -> str:
    """The calendar file of a meeting; empty for a record of the past and for one that is not held."""
    held = meeting.state not in (MeetingState.RECORDED, MeetingState.CANCELLED)
    if not held or meeting.session.event.visibility is Visibility.ARCHIVED:
        return ""
    return url_for("calendars.session_file", public_id=meeting.session.public_id)


def event_address(meeting: Meeting) -> str:
    """The page of the event in whose programme the meeting stands; empty while nobody may see it."""
    event = meeting.session.event
    return "" if event.visibility is Visibility.DRAFT else url_for("trainings.show", slug=event.slug)


def facts(meeting: Meeting, head: Head) -> list[Fact]:
    """The box beside the page."""
    day = when(meeting)
    hours = wording.hours(meeting, head)
    year_unknown = meeting.session.day.when.year is None and head.held_on is None
    printed = [day, _("The year is not given.")] if year_unknown else [day, hours]
    form = wording.marked(words.FORMS[meeting.form]) if meeting.form else ""
    recorded = meeting.state is MeetingState.RECORDED  # Its source does not say who kept the papers.
    return [
        ("calendar-days", _("When"), [line for line in printed if line]),
        ("map-pin", _("Where"), nbsp(head.venue)),
        ("users", _("Form"), form),
        ("landmark", _("Kept by"), "" if recorded else meeting.forum.organisation.name),
    ]


def particulars(meeting: Meeting, head: Head) -> list[tuple[str, str | list[str]]]:
    """The rows of the head of the minutes."""
    opened, closed = (
        filters.time_of_day(at, head.zone) if at else "" for at in (meeting.opened_at, meeting.closed_at)
    )
    return [
        (_("Opening"), _("at %(time)s", time=opened) if opened else ""),
        (_("Closing"), _("at %(time)s", time=closed) if closed else ""),
        (_("In the chair"), person(meeting.chair, meeting.chair_post)),
        (_("Minutes taken by"), person(meeting.secretary, meeting.secretary_post)),
        (_("Place"), head.venue),
        (
            _("Notice sent"),
            filters.short_moment(meeting.convened_at, head.zone) if meeting.convened_at else "",
        ),
        (_("Guests"), meeting.guests.splitlines()),
    ]


def person(name: str, post: str) -> str:
    """Name and post in one line, as far as they are known."""
    return ", ".join(part for part in (name, post) if part)


def signatures(meeting: Meeting) -> list[tuple[str, str, str]]:
    """(name or post, post beside a name, role) of who signs."""
    signing = (
        (meeting.chair, meeting.chair_post, _("chair of the meeting")),
        (meeting.secretary, meeting.secretary_post, _("minute-taker")),
    )
    return [(name or post, post if name else "", role) for name, post, role in signing]


@dataclass(frozen=True)
class ShownVote:
    """A vote in words."""

    subject: str
    tally: str
    result: str
    voters: str
    adopted: bool


@dataclass(frozen=True)
class ShownResolution:
    """A resolution in words: the two halves of its title, its text."""

    anchor: str
    number: str
    rest: str
    text: Markup


@dataclass(frozen=True)
class ShownItem:
    """A point of the agenda as the minutes have it."""

    label: str
    anchor: str
    title: str
    presenter: str
    quorum: str
    """The sentence that the attendance list makes; under the item on the quorum only."""
    text: Markup
    votes: list[ShownVote]
    resolutions: list[ShownResolution]


def item_of(item: AgendaItem, head: Head) -> ShownItem:
    """An item with the votes that count and the resolutions that they adopted."""
    counting = [vote for vote in item.votes if vote.struck_at is None]
    adopted = [vote.resolution for vote in counting if vote.resolution is not None]
    return ShownItem(
        label=item.label,
        anchor=item.anchor,
        title=item.title,
        presenter=item.presenter,
        quorum=wording.quorum(item.meeting) if item.kind is AgendaKind.QUORUM else "",
        text=markdown.render(item.text),
        votes=[vote_of(vote) for vote in counting],
        resolutions=[_resolution(one, head) for one in adopted],
    )


def vote_of(vote: Vote) -> ShownVote:
    """A vote with its counts and its result."""
    return ShownVote(
        vote.subject, wording.tally(vote), wording.result(vote), wording.voters(vote), vote.is_adopted
    )


def _resolution(resolution: Resolution, head: Head) -> ShownResolution:
    number, rest = wording.resolution_title(resolution, head)
    return ShownResolution(resolution.anchor, number, rest, markdown.render(resolution.text))


@dataclass(frozen=True)
class Decision:
    """A line of the summary on top: what was decided, and where it stands."""

    text: str
    result: str
    anchor: str
    label: str


def decisions(meeting: Meeting) -> list[Decision]:
    """All that was decided, in the order of the agenda: resolutions by their title, other votes by their
    subject."""
    return [_decision(vote, item) for item in meeting.items for vote in item.votes if vote.struck_at is None]


def _decision(vote: Vote, item: AgendaItem) -> Decision:
    if vote.resolution is None:
        return Decision(
            vote.subject, _("adopted") if vote.is_adopted else _("not adopted"), item.anchor, item.label
        )
    text = wording.resolution_in_short(vote.resolution)
    return Decision(text, _("adopted"), vote.resolution.anchor, item.label)
