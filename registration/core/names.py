"""Names of people, kept as they are typed."""

import re
from enum import StrEnum

from registration.core.errors import DomainError
from registration.core.language import N_, Sentence
from registration.core.text import clean

LIMIT = 100


class NameFault(StrEnum):
    """Why a text cannot stand as a name."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_LETTER = "no_letter"
    LINK = "link"


_SENTENCES = {
    NameFault.EMPTY: N_("Enter the name."),
    NameFault.TOO_LONG: N_("The name may have at most 100 characters."),
    NameFault.NO_LETTER: N_("A name has at least one letter."),
    NameFault.LINK: N_("A name cannot contain a web or e-mail address."),
}

# Confirmation mails greet by name to an address that anybody may type in: a link in the name would make
# them carry a stranger's advertisement.
_LINK = re.compile(r"://|\bwww\.|@", re.IGNORECASE)


class BadName(DomainError):
    """The text cannot stand as a name; `reason` says why."""

    sentence = _SENTENCES[NameFault.EMPTY]

    def __init__(self, reason: NameFault) -> None:
        super().__init__()
        self.reason = reason

    @property
    def told(self) -> Sentence:
        """The sentence of the reason."""
        return Sentence(_SENTENCES[self.reason])


def person_name(raw: str) -> str:
    """A first or last name as typed, "kowalska-nowak" too, with single spaces. Raises BadName."""
    name = clean(raw)
    fault = _fault(name)
    if fault is not None:
        raise BadName(fault)
    return name


def _fault(name: str) -> NameFault | None:
    checks = (
        (NameFault.EMPTY, not name),
        (NameFault.TOO_LONG, len(name) > LIMIT),
        (NameFault.LINK, _LINK.search(name) is not None),
        (NameFault.NO_LETTER, not any(letter.isalpha() for letter in name)),
    )
    return next((fault for fault, found in checks if found), None)


def full_name(first: str, last: str) -> str:
    """ "Anna Nowak"; the one that is known when the other is empty."""
    return clean(f"{first} {last}")
