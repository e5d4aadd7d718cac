"""Making a mailing, sending it, and opting out of further ones."""

from registration.mailings.services.choosing import LIMIT, Choice, choose
from registration.mailings.services.drafts import Content, discard, start, write
from registration.mailings.services.opting_out import opt_back_in, opt_out
from registration.mailings.services.sending import INVITATION, finish_sent, send, send_test

__all__ = [
    "INVITATION",
    "LIMIT",
    "Choice",
    "Content",
    "choose",
    "discard",
    "finish_sent",
    "opt_back_in",
    "opt_out",
    "send",
    "send_test",
    "start",
    "write",
]
