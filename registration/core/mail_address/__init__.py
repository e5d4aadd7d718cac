"""E-mail addresses as people type and paste them: made regular, compared, looked over for likely typos."""

from registration.core.mail_address.normal import LIMIT, BadAddress, Fault, key, normalise, shown
from registration.core.mail_address.pasted import Pasted, split_pasted
from registration.core.mail_address.typos import suggest

__all__ = ["LIMIT", "BadAddress", "Fault", "Pasted", "key", "normalise", "shown", "split_pasted", "suggest"]
