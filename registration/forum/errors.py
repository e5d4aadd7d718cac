"""What the services of the forum refuse, by name."""

from registration.core.errors import Conflict, DomainError, NotFound
from registration.core.language import N_


class NoSuchForum(NotFound):
    """No forum of this id or address."""

    sentence = N_("There is no such forum.")


class NoSuchMeeting(NotFound):
    """No meeting of this id or address, or it is still a plan."""

    sentence = N_("There is no such meeting.")


class NoSuchItem(NotFound):
    """No agenda item of this id."""

    sentence = N_("There is no such item on the agenda.")


class NoSuchVote(NotFound):
    """No vote of this id."""

    sentence = N_("There is no such vote.")


class NameMissing(DomainError):
    """A forum without a name."""

    sentence = N_("Enter the name of the forum.")
    field = "name"


class GenitiveMissing(DomainError):
    """A forum whose name cannot stand in the title of its minutes."""

    sentence = N_("Enter the name as it stands in the title of the minutes.")
    field = "genitive"


class TooLong(DomainError):
    """A text is longer than may be stored."""

    sentence = N_("This text is too long: it may have at most %(limit)d characters.")


class MemberTwice(DomainError):
    """The same name stands in the list twice."""

    sentence = N_("“%(name)s” is on the list twice.")
    field = "names"


class SpanBackwards(DomainError):
    """A change of members dated before an earlier one."""

    sentence = N_("“%(name)s” joined on a later day. Choose a day that is not before it.")
    field = "as_of"


class NotASitting(DomainError):
    """The session is no forum sitting of the forum's organisation."""

    sentence = N_("Choose a forum sitting from the programme of one of your events.")
    field = "session_id"


class SessionTaken(DomainError):
    """Another meeting is held in the session."""

    sentence = N_("Another meeting is already held in this part of the programme.")
    field = "session_id"


class FormMissing(DomainError):
    """A meeting that is not a record of the past needs its form."""

    sentence = N_("Choose how people meet.")
    field = "form"


class MinutesApproved(Conflict):
    """The minutes are approved: nothing of the meeting may change."""

    sentence = N_("The minutes of this meeting are approved, so nothing of it can be changed any more.")


class WrongState(Conflict):
    """The act does not fit the meeting's state."""

    sentence = N_("This cannot be done in the meeting’s present state. Look at the meeting’s page again.")


class NoTimes(DomainError):
    """A meeting without day and hours cannot be convened."""

    sentence = N_("The meeting has no day and hours yet. Enter them in the programme of the event first.")


class EventNotPublic(DomainError):
    """Members could not see the event to which they are called."""

    sentence = N_("The event is not published. Publish it first, so that members can see it.")


class AgendaEmpty(DomainError):
    """A meeting is called with its agenda."""

    sentence = N_("The agenda is empty. Enter it first: members receive it with the notice.")


class TitleMissing(DomainError):
    """An agenda item, vote or resolution that says not what it is about."""

    sentence = N_("Enter what it is about.")
    field = "title"


class SubjectMissing(TitleMissing):
    """A vote that says not on what."""

    field = "subject"


class ItemDecided(Conflict):
    """The item has a text or votes: it stays on the agenda."""

    sentence = N_("Something has already been written or voted under this item, so it stays on the agenda.")


class NotYet(DomainError):
    """The time given lies ahead."""

    sentence = N_("This time has not come yet.")
    field = "time"


class ClosedBeforeOpened(DomainError):
    """The meeting would end before it began."""

    sentence = N_("The meeting was opened at %(time)s: it cannot be closed before.")
    field = "time"


class NotAMember(DomainError):
    """Presence of somebody who was no member on the day of the meeting."""

    sentence = N_("The list names somebody who was not a member of the forum on the day of the meeting.")


class VotesOutnumber(DomainError):
    """Fewer present than took part in a vote."""

    sentence = N_("%(num)d member took part in a vote, so the list cannot have fewer present.")
    many = N_("%(num)d members took part in a vote, so the list cannot have fewer present.")


class PresenceMissing(DomainError):
    """There is no attendance list yet."""

    sentence = N_("Fill in the attendance list first: votes are counted against it.")


class NoQuorum(DomainError):
    """Too few are present to decide anything."""

    sentence = N_("There is no quorum: %(present)d of %(entitled)d are present. No vote can be taken.")
    field = "present"


class PresentTooMany(DomainError):
    """More take part in a vote than the attendance list has present."""

    sentence = N_("The attendance list has %(num)d member present.")
    many = N_("The attendance list has %(num)d members present.")
    field = "present"


class CountsDoNotAddUp(DomainError):
    """For, against and abstained are not together those present."""

    sentence = N_("The votes add up to %(sum)d, but %(present)d were present. Check the numbers.")
    field = "in_favour"


class NoVotesHere(DomainError):
    """Nothing is voted under the opening, the quorum or the closing."""

    sentence = N_("Nothing is put to the vote under this item.")


class VoteStruck(Conflict):
    """The vote was struck out already."""

    sentence = N_("This vote has already been struck out.")


class ReasonMissing(DomainError):
    """A cancellation or a struck vote says why."""

    sentence = N_("Say in a sentence why.")
    field = "reason"


class NotAdopted(DomainError):
    """The vote did not adopt the motion."""

    sentence = N_("The vote did not adopt the motion, so there is no resolution.")


class AlreadyResolved(Conflict):
    """The vote has its resolution: a number is given once."""

    sentence = N_("A resolution has already been adopted by this vote.")


class TextMissing(DomainError):
    """A resolution without a text."""

    sentence = N_("Enter the text of the resolution.")
    field = "text"


class SignatureMissing(DomainError):
    """Minutes are signed by the chair and the minute-taker."""

    sentence = N_("Enter who chaired the meeting and who took the minutes: they sign them.")


class TextChanged(Conflict):
    """Somebody else saved the item's text since its form was opened. Carries all three texts, so nothing is
    lost."""

    sentence = N_("Somebody else has saved this text in the meantime.")

    def __init__(self, item_id: int, base: str, theirs: str, yours: str, version: int) -> None:
        super().__init__()
        self.item_id, self.version = item_id, version
        self.base, self.theirs, self.yours = base, theirs, yours


class ProjectOfOthers(DomainError):
    """A project that the forum's organisation does not keep, or none at all."""

    sentence = N_("Choose a project of the organisation that keeps the forum’s papers.")
    field = "project_id"
