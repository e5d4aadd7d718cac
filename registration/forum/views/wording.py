"""Titles and sentences of meetings and minutes, in the language in force."""

from flask_babel import gettext as _
from flask_babel import ngettext

from registration.core.language import Sentence
from registration.core.text import nbsp
from registration.forum import words
from registration.forum.models import Meeting, MeetingState, MinutesState, Resolution, Vote
from registration.forum.queries.meeting import Head, head_of
from registration.web import filters
from registration.web.language import language, say


def marked(text: str, **values: object) -> str:
    """A marked text from a table of words, translated."""
    return say(Sentence(text, values))


def forum_in_a_sentence(head: Head) -> str:
    """The forum's name as it stands after "posiedzenie" or "of"."""
    return head.forum_genitive if language() == "pl" else head.forum_name


def meeting_title(meeting: Meeting) -> str:
    """ "Posiedzenie inauguracyjne nr 1/2026 Samorządowego Forum …"."""
    forum = forum_in_a_sentence(head_of(meeting))
    if meeting.number is None:
        return nbsp(marked(words.MEETINGS_OF[meeting.kind], forum=forum))
    return nbsp(marked(words.NUMBERED_MEETINGS_OF[meeting.kind], forum=forum, number=meeting.numeral))


def minutes_title(meeting: Meeting) -> tuple[str, str]:
    """The two halves of the official title: "Protokół nr 1/2026" and "z posiedzenia inauguracyjnego
    Samorządowego Forum … odbytego w dniu 2 lipca 2026 r. w sali nr 2 … w trybie stacjonarnym"."""
    head = head_of(meeting)
    day = filters.short_day(head.held_on) if head.held_on else ""
    form = marked(words.HELD[meeting.form]) if meeting.form else ""
    how = " ".join(part for part in (meeting.place, form) if part)
    rest = marked(words.MINUTES_OF[meeting.kind], forum=forum_in_a_sentence(head), day=day, how=how)
    return nbsp(_("Minutes no. %(number)s", number=meeting.numeral)), nbsp(rest)


def resolution_title(resolution: Resolution, head: Head) -> tuple[str, str]:
    """ "Uchwała nr 3/2026" and "Samorządowego Forum … z dnia 2 lipca 2026 r. w sprawie …"."""
    forum, day = forum_in_a_sentence(head), filters.short_day(resolution.adopted_on)
    rest = _("of %(forum)s of %(day)s on %(subject)s", forum=forum, day=day, subject=resolution.title)
    return nbsp(_("Resolution no. %(number)s", number=resolution.numeral)), nbsp(rest)


def resolution_in_short(resolution: Resolution) -> str:
    """ "Uchwała nr 3/2026 w sprawie …"."""
    number = resolution.numeral
    return nbsp(_("Resolution no. %(number)s on %(subject)s", number=number, subject=resolution.title))


def tally(vote: Vote) -> str:
    """ "Za – 9, przeciw – 2, wstrzymało się – 1"."""
    counts = {"in_favour": vote.in_favour, "against": vote.against, "abstained": vote.abstained}
    return str(_("For – %(in_favour)d, against – %(against)d, abstained – %(abstained)d", **counts))


def result(vote: Vote) -> str:
    """ "Przyjęto zwykłą większością głosów."."""
    table = words.ADOPTED if vote.is_adopted else words.NOT_ADOPTED
    return marked(table[vote.majority])


def voters(vote: Vote) -> str:
    """ "Obecnych: 12 z 14 uprawnionych."."""
    present = _(
        "Present: %(present)d of %(entitled)d entitled.", present=vote.present, entitled=vote.entitled
    )
    return str(present)


def quorum(meeting: Meeting) -> str:
    """ "Na 10 uprawnionych obecnych jest 8 przedstawicieli – kworum jest."; empty without a list."""
    if not meeting.presences:
        return ""
    if meeting.has_quorum:
        sentence = ngettext(
            "Of %(entitled)d entitled members %(num)d is represented: there is a quorum.",
            "Of %(entitled)d entitled members %(num)d are represented: there is a quorum.",
            meeting.present,
            entitled=meeting.entitled,
        )
    else:
        sentence = ngettext(
            "Of %(entitled)d entitled members %(num)d is represented: there is no quorum.",
            "Of %(entitled)d entitled members %(num)d are represented: there is no quorum.",
            meeting.present,
            entitled=meeting.entitled,
        )
    return str(sentence)


def standing(meeting: Meeting) -> str:
    """How far a meeting and its minutes are, for everybody: "Protokół opublikowany"."""
    if meeting.minutes_are_public:
        return marked(words.MINUTES_STATES[MinutesState.PUBLISHED])
    if meeting.state is MeetingState.CLOSED:
        return str(_("Held, minutes not yet published"))
    return marked(words.STATES[meeting.state])


def standing_kind(meeting: Meeting) -> str:
    """The look of `standing`: a kind of the macro tag."""
    if meeting.state is MeetingState.CANCELLED:
        return "error"
    return "ok" if meeting.minutes_are_public else "quiet"


def hours(meeting: Meeting, head: Head) -> str:
    """ "godz. 9:00–10:30": as it was held, before that as the programme has it; empty when it is not known."""
    session = meeting.session
    if meeting.opened_at and meeting.closed_at:
        return filters.session_time(meeting.opened_at, meeting.closed_at, head.zone)
    if session.starts_at and session.ends_at:
        return filters.session_time(session.starts_at, session.ends_at, head.zone)
    return ""
