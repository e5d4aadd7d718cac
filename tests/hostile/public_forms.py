"""Every form and every address that is open to everybody, and what is right in each field.

Whoever adds a public form or a public page with something in its address adds a line here: test_public_forms.py fails
until it is driven, too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

ANSWERS: Mapping[str, Sequence[str]] = {
    "first_name": ("Grażyna", "Łukasz"),
    "last_name": ("Żółć-Łęcka",),
    "institution": ("Gmina Warta",),
    "institution_chosen": ("", "1 Gmina Warta", "-", "999999999 Gmina Warta", "0 x"),
    "post": ("inspektorka",),
    "phone": ("", "+48 600 000 000"),
    "question": ("", "Czy będą materiały?"),
    "needs": ("", "Miejsce blisko ekranu"),
}
EMAIL = ("grazyna@warta.example.pl", "jan@gmial.com", "anna@example.org")
PASSWORDS = ("poprawny koń bateria zszywka", "krótkie")
FOREIGN = (
    "step",
    "consents",
    "submission_key",
    "event_id",
    "id",
    "state",
    "public_id",
    "seen_when",
    "csrf_token",
    "next",
    "version",
    "edition",
    "wanted",
    "first_name[]",
    "",
    "żółć",
    "email",
    "_method",
)
"""Names that no form of ours should trip over when they are not its own."""


@dataclass(frozen=True)
class Form:
    """A public form: the page with its token ("" for none: no token is asked) and its fields."""

    endpoint: str
    token_at: str
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)


FORMS: tuple[Form, ...] = (
    Form(
        "signup.form",
        "/sign-up/{slug}",
        {
            **ANSWERS,
            "email": EMAIL,
            "step": ("review", "send", "change"),
            "consents": ("1", "2"),
            "sessions": ("1", "2"),
            "submission_key": ("k" * 24, ""),
            "seen_when": ("", "0123456789abcdef 1 lipca"),
        },
    ),
    Form("signup.change", "/sign-up/my/{registration}/change", ANSWERS),
    Form("signup.resign", "/sign-up/my/{registration}/resign"),
    Form("signup.withdraw_consent", "/sign-up/link"),
    Form("signup.give_consent", "/sign-up/link", {"clause": ("1", "2"), "clause_id": ("1", "2")}),
    Form("signup.choose", "/sign-up/link", {"sessions": ("1", "2")}),
    Form("mailings.next_date", "/sign-up/link", {"email": EMAIL}),
    Form("mailings.save_waiting", "/sign-up/link", {"wanted": ("yes", "no")}),
    Form("mailings.waiting_one_click", "", {"List-Unsubscribe": ("One-Click",)}),
    Form("signup.new_link", "/sign-up/link"),
    Form("signup.undo", "/sign-up/link"),
    Form("signup.link", "/sign-up/link", {"email": EMAIL}),
    Form("mailings.save_opt_out", "/mailings/opt-out/{opt_out}", {"wanted": ("back", "")}),
    Form("mailings.one_click", "", {"List-Unsubscribe": ("One-Click",)}),
    Form(
        "pages.save_preferences",
        "",
        {
            "language": ("pl",),
            "theme": ("dark", "auto", "contrast"),
            "size": ("2", "normal", "large"),
            "next": ("/trainings/",),
        },
    ),
    Form(
        "accounts.login",
        "/account/sign-in",
        {"email": EMAIL, "password": PASSWORDS, "next": ("/desk/",), "remember": ("y",)},
    ),
    Form("accounts.logout", "/account/sign-in", {"next": ("/desk/",)}),
    Form("accounts.forgot_password", "/account/reset", {"email": EMAIL}),
    Form("accounts.reset_password", "/account/reset", {"password": PASSWORDS, "password_confirm": PASSWORDS}),
    Form("accounts.welcome", "/account/reset", {"password": PASSWORDS, "password_confirm": PASSWORDS}),
    Form("accounts.two_factor_token_validation", "/account/reset", {"code": ("123456", "000 000")}),
    Form("accounts.mf_recovery", "/account/reset", {"code": ("abcd-efgh-ijkl",)}),
    Form("accounts.first_run", "/account/reset", {"email": EMAIL, "name": ("Anna Nowak",), "code": ("x",)}),
)

QUERIES: Mapping[str, Mapping[str, Sequence[str]]] = {
    "trainings.catalogue": {
        "q": ("łódź",),
        "kind": ("training", "meeting"),
        "place": ("online", "on_site"),
        "organisation": ("1",),
        "free": ("y", "1"),
        "page": ("1", "2"),
    },
    "trainings.past": {"q": ("łódź",), "page": ("1",), "kind": ("training",)},
    "calendars.public_feed": {"organisation": ("1", "2"), "cancelled": ("show",)},
    "signup.form": {"invitation": ("x",)},
    "institutions.search": {"q": ("łódź", "1014", "%_")},
    "institutions.proposals": {"domain": ("warta.example.pl", "wp.pl")},
    "static": {"v": ("1",)},
}
"""What public pages read of the part after the question mark."""
