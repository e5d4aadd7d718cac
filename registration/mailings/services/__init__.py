"""Making a mailing, sending it, opting out of further ones; waiting for the next date of a training."""

from registration.mailings.services.addressing import correct_recipient
from registration.mailings.services.choosing import LIMIT, Choice, choose
from registration.mailings.services.drafts import Content, discard, start, write
from registration.mailings.services.next_dates import (
    NEXT_DATE,
    REQUEST,
    Asking,
    ask,
    confirm,
    forget_old,
    stop,
    tell_waiting,
    wait_on,
)
from registration.mailings.services.opting_out import opt_back_in, opt_out
from registration.mailings.services.sending import INVITATION, finish_sent, send, send_test

__all__ = [
    "INVITATION",
    "LIMIT",
    "NEXT_DATE",
    "REQUEST",
    "Asking",
    "Choice",
    "Content",
    "ask",
    "choose",
    "confirm",
    "correct_recipient",
    "discard",
    "finish_sent",
    "forget_old",
    "opt_back_in",
    "opt_out",
    "send",
    "send_test",
    "start",
    "stop",
    "tell_waiting",
    "wait_on",
    "write",
]
