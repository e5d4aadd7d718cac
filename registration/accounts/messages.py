"""What Flask-Security says on our pages, in our words; Polish in the catalogue of accounts.

Messages that are not here belong to features that are switched off.
"""

from collections.abc import Mapping

from registration.core.language import N_

WRONG_PAIR = N_("The e-mail address or the password is wrong.")

MESSAGES: Mapping[str, tuple[str, str]] = {
    "API_ERROR": (N_("This cannot be used here. Try again."), "error"),
    "DISABLED_ACCOUNT": (N_("This account is closed. Ask an administrator of the site."), "error"),
    "EMAIL_NOT_PROVIDED": (N_("Enter your e-mail address."), "error"),
    "INVALID_EMAIL_ADDRESS": (N_("This is not an e-mail address."), "error"),
    "INVALID_PASSWORD": (N_("The password is wrong."), "error"),
    "INVALID_RECOVERY_CODE": (N_("This recovery code is wrong or has been used."), "error"),
    "INVALID_REDIRECT": (N_("The address of the next page was not of this site."), "error"),
    "PASSWORD_NOT_PROVIDED": (N_("Enter your password."), "error"),
    "REAUTHENTICATION_REQUIRED": (
        N_("Enter your password again: this changes what protects the account."),
        "info",
    ),
    "REAUTHENTICATION_SUCCESSFUL": (N_("Thank you. You can go on."), "info"),
    "TWO_FACTOR_INVALID_TOKEN": (
        N_("This code is wrong or has been used. Enter the one shown now."),
        "error",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (N_("You are signed in."), "success"),
    "TWO_FACTOR_PERMISSION_DENIED": (N_("Sign in with your password first."), "info"),
    "UNAUTHENTICATED": (N_("Please sign in."), "error"),
    "UNAUTHORIZED": (N_("You may not do this."), "error"),
    "USER_DOES_NOT_EXIST": (WRONG_PAIR, "error"),
}
