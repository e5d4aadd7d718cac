"""The kinds of mail that accounts send, by which services enqueue them and emails renders them."""

from enum import StrEnum


class MailKind(StrEnum):
    """Names the renderer of an OutgoingEmail."""

    RESET = "accounts.reset"
    INVITATION = "accounts.invitation"
    NOTICE = "accounts.notice"


class Notice(StrEnum):
    """What an account's owner is told of, in case it was somebody else."""

    PASSWORD = "password"  # noqa: S105 - a word, not a secret
    TWO_FACTOR_ON = "two factor on"
    TWO_FACTOR_OFF = "two factor off"
