"""A telephone number as people type it: checked, and spelled as it is read."""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from registration.core.errors import DomainError
from registration.core.language import N_

HOME = "PL"
_EXTENSION = re.compile(
    r"[,;]?\s*\b(?:w|wew(?:n(?:ętrzny|\.)?)?|ext|x)\b\.?\s*:?\s*(\d{1,7})\s*$", re.IGNORECASE
)


class BadPhone(DomainError):
    """The text is no number that can be called."""

    sentence = N_(
        "Check the phone number: a Polish one has nine digits, a foreign one begins with + and the country’s number. "
        "An extension may follow, as in 22 123 45 67 ext. 12."
    )
    field = "phone"


def normalise(raw: str) -> str:
    """The number as it is stored and shown: "600 100 200", "22 123 45 67 wew. 12", "+49 30 123456". Raises BadPhone.

    Of foreign numbers only the length is checked: their countries change the rest more often than we are renewed.
    """
    found = _EXTENSION.search(raw)
    try:
        number = phonenumbers.parse(raw[: found.start()] if found else raw, HOME)
    except NumberParseException as problem:
        raise BadPhone from problem
    at_home = phonenumbers.region_code_for_country_code(number.country_code or 0) == HOME
    known = phonenumbers.is_valid_number if at_home else phonenumbers.is_possible_number
    if not known(number) or number.extension:
        raise BadPhone
    way = PhoneNumberFormat.NATIONAL if at_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, way) + (f" wew. {found[1]}" if found else "")
