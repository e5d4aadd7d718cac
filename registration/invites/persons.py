"""A person at one event: all their invitees (participant, speaker or staff) and the one set of entries that they share.

Who takes part and also leads something has one entry a day, which names all that concerns them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registration.invites.models import CalendarInvite, Invitee, InviteeRole, InviteState
from registration.invites.whose import Own, address_key, own_sessions
from registration.trainings.models import Event


@dataclass(frozen=True)
class Person:
    """`invitees` are the active ones of one address, the participant first."""

    invitees: Sequence[Invitee]
    own: Own

    @property
    def holder(self) -> Invitee:
        """Whose a new entry becomes."""
        return self.invitees[0]

    @property
    def live(self) -> list[CalendarInvite]:
        """The entries whose life is not over."""
        return [one for invitee in self.invitees for one in live_invites(invitee)]


def live_invites(invitee: Invitee) -> list[CalendarInvite]:
    """The invitee's entries whose life is not over, in the order in which they were made."""
    return [one for one in invitee.invites if one.state is not InviteState.CANCELLED]


def has_declined(invitee: Invitee) -> bool:
    """Whether the person's calendar said no to an entry as it stands; the seat is theirs until they resign."""
    return any(one.answer == "DECLINED" and not one.answer_is_old for one in live_invites(invitee))


def person(event: Event, invitees: Iterable[Invitee]) -> Person:
    """One person, from their active invitees."""
    ordered = sorted(invitees, key=lambda one: (one.role is not InviteeRole.PARTICIPANT, one.id))
    return Person(ordered, own_sessions(event, ordered))


def persons(event: Event, invitees: Iterable[Invitee]) -> dict[str, Person]:
    """Everybody who comes, by their address."""
    found: dict[str, list[Invitee]] = {}
    for one in invitees:
        if one.active:
            found.setdefault(address_key(one), []).append(one)
    return {address: person(event, theirs) for address, theirs in found.items()}


def pass_on(entry: CalendarInvite, to: Invitee) -> None:
    """The person stays for another reason: the entry goes on under its UID."""
    same_day = [one.generation for one in to.invites if one.day_id == entry.day_id]
    entry.generation = max([entry.generation, *(number + 1 for number in same_day)])
    entry.invitee = to
