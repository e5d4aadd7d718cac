"""What changes accounts: each function in the caller's transaction, with its audit line and its mail."""

from registration.accounts.services.credentials import (
    replace_recovery_codes,
    request_reset,
    set_password,
    switch_two_factor_off,
    switch_two_factor_on,
    take_code,
    take_recovery_code,
)
from registration.accounts.services.people import (
    NewPerson,
    Profile,
    change_profile,
    close,
    create,
    create_first,
    existing,
    invite,
    invite_again,
    reopen,
)
from registration.accounts.services.roles import grant, revoke

__all__ = [
    "NewPerson",
    "Profile",
    "change_profile",
    "close",
    "create",
    "create_first",
    "existing",
    "grant",
    "invite",
    "invite_again",
    "reopen",
    "replace_recovery_codes",
    "request_reset",
    "revoke",
    "set_password",
    "switch_two_factor_off",
    "switch_two_factor_on",
    "take_code",
    "take_recovery_code",
]
