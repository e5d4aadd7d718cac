"""One e-mail address: made regular, compared, refused with a reason."""

import re
from enum import StrEnum
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from registration.core.errors import DomainError
from registration.core.language import N_, Sentence

LIMIT = 254
"""The longest address that a mail server must take (RFC 5321 section 4.5.3.1.3, less the brackets)."""


class Fault(StrEnum):
    """Why a text is no address that mail can be sent to."""

    EMPTY = "empty"
    NO_AT = "no_at"
    SEVERAL = "several"
    SPACE = "space"
    CONTROL = "control"
    LETTERS = "letters"
    TOO_LONG = "too_long"
    SYNTAX = "syntax"


_SENTENCES = {
    Fault.EMPTY: N_("Enter an e-mail address."),
    Fault.NO_AT: N_("An e-mail address has the sign @ in the middle, as in name@example.org."),
    Fault.SEVERAL: N_("Enter one e-mail address only."),
    Fault.SPACE: N_("An e-mail address has no spaces inside."),
    Fault.CONTROL: N_("The e-mail address contains characters that cannot be seen. Type it in by hand."),
    Fault.LETTERS: N_(
        "The part of an e-mail address before the sign @ has no Polish or other special letters."
    ),
    Fault.TOO_LONG: N_("The e-mail address is too long."),
    Fault.SYNTAX: N_("Check the e-mail address: it should look like name@example.org."),
}


class BadAddress(DomainError):
    """The text is no e-mail address; `reason` says what is wrong with it, `raw` is the text."""

    sentence = _SENTENCES[Fault.SYNTAX]

    def __init__(self, reason: Fault, raw: str) -> None:
        super().__init__()
        self.reason = reason
        self.raw = raw

    @property
    def told(self) -> Sentence:
        """The sentence of the reason."""
        return Sentence(_SENTENCES[self.reason])


_AROUND = " \t\r\n\u00a0\u200b\ufeff.,;<>()[]\"'„”“’‘"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_MAILTO = "mailto:"
_AROUND_AT = re.compile(r"(?<![ \t\u00a0])[ \t\u00a0]*@[ \t\u00a0]*")


@lru_cache(maxsize=256)
def normalise(raw: str) -> str:
    """The address to store and send to: "<mailto:Jan@Urzad.Example.PL>," gives "Jan@urzad.example.pl".

    White space, brackets, quotes, "mailto:" and stray punctuation around it are dropped, the domain is lower
    case and in ASCII (IDNA). Nothing is asked of the network. Raises BadAddress; a line break or another
    control character inside is never repaired, so that no address can smuggle a header into a mail.

    The last ones are remembered: a sign-up asks five times for its own.
    """
    bare = _bare(raw)
    fault = _evident_fault(bare)
    if fault is not None:
        raise BadAddress(fault, raw)
    return _validated(bare, raw)


def _bare(raw: str) -> str:
    inside = raw.strip(_AROUND)
    if inside[: len(_MAILTO)].lower() == _MAILTO:
        inside = inside[len(_MAILTO) :].partition("?")[0]
    return _AROUND_AT.sub("@", inside.strip(_AROUND + ":"))


def _evident_fault(bare: str) -> Fault | None:
    checks = (
        (Fault.EMPTY, not bare),
        (Fault.CONTROL, _CONTROL.search(bare) is not None),
        (Fault.NO_AT, "@" not in bare),
        (Fault.SEVERAL, bare.count("@") > 1),
        (Fault.SPACE, re.search(r"\s", bare) is not None),
        (Fault.LETTERS, not bare.partition("@")[0].isascii()),
        (Fault.TOO_LONG, len(bare) > LIMIT),
    )
    return next((fault for fault, found in checks if found), None)


def _validated(bare: str, raw: str) -> str:
    try:
        valid = validate_email(bare, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as problem:
        raise BadAddress(Fault.SYNTAX, raw) from problem
    return valid.ascii_email or valid.normalized


def key(address: str) -> str:
    """What two addresses are compared by: the normal form in lower case. Raises BadAddress."""
    return normalise(address).lower()


def shown(address: str) -> str:
    """A stored address for the eye: "a@xn--gmina-ask-vub.pl" gives "a@gmina-łask.pl". Raises BadAddress."""
    try:
        return validate_email(address, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError as problem:
        raise BadAddress(Fault.SYNTAX, address) from problem
