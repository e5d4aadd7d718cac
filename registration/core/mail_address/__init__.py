"""E-mail addresses as people type and paste them: made regular, compared, looked over for likely typos."""

from registration.core.mail_address.normal import LIMIT, BadAddress, Fault, key, normalise, shown
from registration.core.mail_address.pasted import Pasted, split_pasted
from registration.core.mail_address.typos import is_everybodys, suggest

__all__ = [
    "LIMIT",
    "BadAddress",
    "Fault",
    "Pasted",
    "is_everybodys",
    "key",
    "normalise",
    "shown",
    "split_pasted",
    "suggest",
]
