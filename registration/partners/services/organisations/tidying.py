"""What was typed of an institution, as it is stored: texts clean, numbers and domains regular. Pure."""

from collections.abc import Iterable
from typing import Any

from stdnum.exceptions import ValidationError
from stdnum.pl import nip, regon

from registration.core import mail_address
from registration.core.mail_address import BadAddress
from registration.core.text import clean, search_key, sort_key
from registration.partners import naming
from registration.partners.errors.organisation import (
    DomainMalformed,
    DomainOfEverybody,
    NameMissing,
    NipMalformed,
    OfficeAddressMissing,
    RegonMalformed,
    TextTooLong,
)
from registration.partners.models import Organisation, OrganisationKind

LIMITS = {
    "name": 200,
    "short_name": 100,
    "genitive": 300,
    "locative": 300,
    "street": 300,
    "postcode": 12,
    "town": 300,
}
SEARCH_LIMIT = 300


def texts(given: object) -> dict[str, str]:
    """The texts of a command. Raises NameMissing, TextTooLong at the field."""
    told = {name: clean(getattr(given, name)) for name in LIMITS}
    for name, text in told.items():
        if len(text) > LIMITS[name]:
            raise TextTooLong(field=name, limit=LIMITS[name])
    if not told["name"]:
        raise NameMissing
    return told


def numbers(given: Any) -> dict[str, str]:
    """NIP and REGON, digits only; "" for none. Raises NipMalformed, RegonMalformed."""
    try:
        tax = nip.validate(given.nip) if given.nip.strip() else ""
    except ValidationError as problem:
        raise NipMalformed from problem
    try:
        return {"nip": tax, "regon": regon.validate(given.regon) if given.regon.strip() else ""}
    except ValidationError as problem:
        raise RegonMalformed from problem


def office(email: str, runs_events: bool) -> str:
    """The office's address. Raises BadAddress, OfficeAddressMissing."""
    if not email.strip():
        if runs_events:
            raise OfficeAddressMissing
        return ""
    try:
        return mail_address.normalise(email)
    except BadAddress as problem:
        problem.field = "email"
        raise


def domains(typed: Iterable[str]) -> tuple[str, ...]:
    """Lower case, in ASCII, each once. Raises DomainMalformed, DomainOfEverybody."""
    return tuple(sorted({_domain(one) for one in typed if one.strip()}))


def _domain(typed: str) -> str:
    """ "@Gmina-Łask.PL" gives "xn--gmina-ask-vub.pl"."""
    try:
        found = mail_address.normalise(f"x@{typed.strip().lstrip('@')}").partition("@")[2].lower()
    except BadAddress as problem:
        raise DomainMalformed(typed=typed.strip()) from problem
    if mail_address.is_everybodys(found):
        raise DomainOfEverybody(domain=found)
    return found


def with_forms(kind: OrganisationKind, told: dict[str, str]) -> dict[str, str]:
    """With the forms of the name that are certain where nobody has typed them."""
    return {
        **told,
        "genitive": told["genitive"] or naming.genitive(kind, told["name"]),
        "locative": told["locative"] or naming.locative(kind, told["name"]),
    }


def index(organisation: Organisation) -> None:
    """Make anew what searching and sorting compare."""
    words = (
        organisation.name,
        organisation.short_name,
        organisation.register_name,
        organisation.printed_as,
        *(former.name for former in organisation.former_names),
    )
    found = dict.fromkeys(search_key(" ".join(word or "" for word in words)).split())
    organisation.search_key = " ".join(found)[:SEARCH_LIMIT]
    organisation.sort_key = sort_key(organisation.name)
