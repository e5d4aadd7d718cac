"""What was typed, or stands in a file, of a contact, as it is stored. Pure: nothing is asked of the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from registration.core import mail_address, phone
from registration.core.errors import DomainError
from registration.core.names import person_name
from registration.core.text import clean, search_key, sort_key
from registration.partners.errors.contact import (
    BasisMissing,
    ContactTextTooLong,
    HeldBackwards,
    NoNumberToCall,
    NoWayToReach,
    PostMissing,
    ProcessedLater,
    ProcessedSinceMissing,
    SourceMissing,
)
from registration.partners.models import Basis, Channel

LIMITS = {"post": 200, "source": 300, "note": 2000}
SEARCH_LIMIT = 800


@dataclass(frozen=True)
class ContactCommand:
    """A contact as typed. `institution` is a name, a description or a code, and counts where nothing was chosen from
    the common list (`organisation_id`); `channel` None: whatever is known."""

    institution: str
    post: str
    organisation_id: int | None = None
    name: str = ""
    email: str = ""
    phone: str = ""
    channel: Channel | None = None
    held_since: date | None = None
    held_until: date | None = None
    basis: Basis | None = None
    processed_since: date | None = None
    source: str = ""
    note: str = ""


def tidied(given: ContactCommand, today: date) -> tuple[dict[str, Any], list[DomainError]]:
    """The values of all columns but the institution's, and everything that is wrong, each at its field."""
    problems: list[DomainError] = []
    told = {name: _tried(problems, name, make, given) for name, make in _TEXTS.items()}
    told |= {name: getattr(given, name) for name in ("held_since", "held_until", "basis", "processed_since")}
    told["channel"] = given.channel or _way(told)
    problems += _contradictions(told, today, {one.field for one in problems})
    return told | compared(told), problems


def compared(values: Mapping[str, Any]) -> dict[str, str]:
    """What searching, sorting and recognising compare."""
    first, _, last = values["name"].rpartition(" ")
    words = search_key(" ".join((values["name"], values["post"], values["email"], values["phone"])))
    return {
        "email_key": values["email"].lower(),
        "search_key": words[:SEARCH_LIMIT],
        "sort_key": sort_key(f"{last} {first}" if last else values["post"]),
    }


def _tried(problems: list[DomainError], name: str, make: Callable[[str], str], given: ContactCommand) -> str:
    """The tidy text; a refusal is noted at its field, and the text counts as empty."""
    try:
        return make(getattr(given, name))
    except DomainError as problem:
        problem.field = name
        problems.append(problem)
        return ""


def _line(name: str, missing: type[DomainError] | None = None) -> Callable[[str], str]:
    def make(raw: str) -> str:
        text = clean(raw, multiline=name == "note")
        if len(text) > LIMITS[name]:
            raise ContactTextTooLong(limit=LIMITS[name])
        if not text and missing is not None:
            raise missing
        return text

    return make


def _optional(make: Callable[[str], str]) -> Callable[[str], str]:
    return lambda raw: make(raw) if raw.strip() else ""


_TEXTS: Mapping[str, Callable[[str], str]] = {
    "name": _optional(person_name),
    "post": _line("post", PostMissing),
    "email": _optional(mail_address.normalise),
    "phone": _optional(phone.normalise),
    "source": _line("source", SourceMissing),
    "note": _line("note"),
}


def _way(told: Mapping[str, Any]) -> Channel:
    """How somebody is reached of whom nobody has said it."""
    if told["email"]:
        return Channel.EMAIL
    return Channel.PHONE if told["phone"] else Channel.LETTER


def _contradictions(told: Mapping[str, Any], today: date, refused: set[str | None]) -> list[DomainError]:
    """What does not fit together; nothing is said twice of a field that was refused."""
    since, until, processed = told["held_since"], told["held_until"], told["processed_since"]
    checks: tuple[tuple[bool, type[DomainError]], ...] = (
        (told["channel"] is Channel.EMAIL and not told["email"], NoWayToReach),
        (told["channel"] is Channel.PHONE and not told["phone"], NoNumberToCall),
        (bool(since and until and until < since), HeldBackwards),
        (told["basis"] is None, BasisMissing),
        (processed is None, ProcessedSinceMissing),
        (processed is not None and processed > today, ProcessedLater),
    )
    return [kind() for wrong, kind in checks if wrong and kind.field not in refused]
