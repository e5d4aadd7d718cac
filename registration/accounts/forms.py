"""The forms of accounts. Those of signing in are Flask-Security's, with our fields and words."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_security import LoginForm, MfRecoveryForm, TwoFactorVerifyCodeForm
from flask_security import VerifyForm as PasswordAgain
from flask_security.forms import EmailValidation
from wtforms import EmailField, HiddenField, PasswordField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from registration.accounts import passwords
from registration.accounts.messages import WRONG_PAIR
from registration.accounts.models import RoleName
from registration.accounts.passwords import LONGEST
from registration.accounts.permissions import Scope
from registration.accounts.places import Place, place_of
from registration.accounts.services import NewPerson, Profile
from registration.core.errors import DomainError
from registration.core.language import Sentence
from registration.web.forms import BaseForm, one_line
from registration.web.language import say
from registration.web.preferences import local_path

DESK = "/desk/"
"""Where who has signed in goes, unless they were on their way somewhere else on this site."""
LANGUAGES = (("pl", "polski"), ("en", "English"))
"""Each in its own words, so they are not translated."""
ROLES = {
    RoleName.ADMINISTRATOR: _l("administrator"),
    RoleName.ORGANISER: _l("organiser"),
    RoleName.COORDINATOR: _l("coordinator of an event"),
    RoleName.SECRETARY: _l("secretary of a forum"),
    RoleName.DOOR_STAFF: _l("door staff of an event"),
}
ROLE_HINTS = {
    RoleName.ADMINISTRATOR: _l("Manages accounts and sees everything but the needs of participants."),
    RoleName.ORGANISER: _l("Runs the events, mailings and forums of one organisation."),
    RoleName.COORDINATOR: _l("Looks after the participants of one event, and alone sees their needs."),
    RoleName.SECRETARY: _l("Keeps the agenda and the minutes of one forum."),
    RoleName.DOOR_STAFF: _l("Notes who is present at one event."),
}


def _at_most(characters: int) -> Length:
    return Length(max=characters, message=_l("This text is too long."))


def _new_password() -> PasswordField:
    return PasswordField(
        _l("New password"),
        description=_l("At least 12 characters. A sentence of four words is easy to remember."),
        validators=[InputRequired(_l("Enter a new password.")), _at_most(LONGEST)],
    )


class EmailForm(BaseForm):
    """One e-mail address: of a forgotten password."""

    email = EmailField(
        _l("E-mail address"), filters=[one_line], validators=[DataRequired(_l("Enter your e-mail address."))]
    )


class SignInForm(EmailForm, LoginForm):
    """E-mail and password. The answer does not tell which of them is wrong, nor who has an account."""

    email = EmailField(
        _l("E-mail address"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter your e-mail address.")), EmailValidation()],
    )
    password = PasswordField(
        _l("Password"), validators=[InputRequired(_l("Enter your password.")), _at_most(LONGEST)]
    )
    next = HiddenField()
    remember = None
    submit = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.password.description = ""
        self.next.data = local_path(self.next.data or "", DESK)

    def validate_next(self, field: HiddenField) -> None:
        """Always an address of this site: see above."""

    def validate(self, **kwargs: Any) -> bool:
        """Whether the pair is right and the account open."""
        good = bool(super().validate(**kwargs))
        if not good and self.ifield is not None and not self.user_authenticated:
            self.email.errors, self.password.errors = [], []
            self.form_errors.append(say(Sentence(WRONG_PAIR)))
        return good


class VerifyForm(BaseForm, PasswordAgain):
    """The password once more, before what protects the account is changed."""

    password = PasswordField(
        _l("Password"), validators=[InputRequired(_l("Enter your password.")), _at_most(LONGEST)]
    )
    next = HiddenField()
    submit = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.next.data = local_path(self.next.data or "", DESK)

    def validate_next(self, field: HiddenField) -> None:
        """Always an address of this site: see above."""


class CodeForm(BaseForm, TwoFactorVerifyCodeForm):
    """The six digits that the authenticator shows."""

    code = StringField(
        _l("Code"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter the code.")), _at_most(20)],
        render_kw={"inputmode": "numeric"},
    )
    submit = None


class RecoveryCodeForm(BaseForm, MfRecoveryForm):
    """One of the codes kept for the day when the authenticator is not at hand."""

    code = StringField(
        _l("Recovery code"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter the code.")), _at_most(40)],
    )
    submit = None


class NewPasswordForm(BaseForm):
    """A new password, typed once: a mistyped one can be reset by mail."""

    password = _new_password()

    def accepts(self, email: str) -> bool:
        """Whether the password can be taken for the account of `email`; else the field says why not."""
        try:
            passwords.check(self.password.data, email)
        except DomainError as problem:
            self.add_problem(problem)
            return False
        return True


class ChangePasswordForm(NewPasswordForm):
    """The present password and the new one."""

    present = PasswordField(
        _l("Present password"),
        validators=[InputRequired(_l("Enter your present password.")), _at_most(LONGEST)],
    )
    password = _new_password()

    def refuse(self) -> None:
        """Say that the present password is not this one."""
        self.present.errors = [_("The password is wrong.")]


class FirstRunForm(NewPasswordForm):
    """The first administrator, and the code that only who started the server has seen."""

    code = StringField(
        _l("One-time code"),
        description=_l("The server printed it when it started."),
        filters=[one_line],
        validators=[DataRequired(_l("Enter the code.")), _at_most(40)],
    )
    name = StringField(_l("First and last name"), filters=[one_line], validators=[Optional(), _at_most(200)])
    email = EmailField(
        _l("E-mail address"), filters=[one_line], validators=[DataRequired(_l("Enter your e-mail address."))]
    )
    password = _new_password()

    def to_person(self, language: str) -> NewPerson:
        """Who is to manage the site."""
        return NewPerson(self.email.data, self.name.data or "", language)


class ProfileForm(BaseForm):
    """What people say about themselves."""

    name = StringField(
        _l("First and last name"),
        description=_l("It stands in the history of changes."),
        filters=[one_line],
        validators=[DataRequired(_l("Enter your name.")), _at_most(200)],
    )
    language = RadioField(_l("Language of e-mails to you"), choices=LANGUAGES, validators=[InputRequired()])

    def to_command(self) -> Profile:
        """The values to keep."""
        return Profile(self.name.data, self.language.data)


class InvitationForm(BaseForm):
    """Somebody who is to have an account."""

    email = EmailField(
        _l("E-mail address"), filters=[one_line], validators=[DataRequired(_l("Enter an e-mail address."))]
    )
    name = StringField(_l("First and last name"), filters=[one_line], validators=[Optional(), _at_most(200)])
    language = RadioField(
        _l("Language of e-mails"), choices=LANGUAGES, default="pl", validators=[InputRequired()]
    )

    def to_command(self) -> NewPerson:
        """Whom to invite."""
        return NewPerson(self.email.data, self.name.data or "", self.language.data)


class GrantForm(BaseForm):
    """A role and what it is for."""

    role = RadioField(
        _l("Role"),
        choices=list(ROLES.items()),
        validators=[InputRequired(_l("Choose a role."))],
        coerce=RoleName,
    )
    place = SelectField(_l("What the role is for"), validate_choice=False)

    def offer(self, places: list[Place]) -> None:
        """Fill the list of things by kind."""
        titles = {
            Scope.ORGANISATION: _("Organisations"),
            Scope.EVENT: _("Events"),
            Scope.FORUM: _("Forums"),
        }
        groups: dict[str, list[tuple[str, str]]] = {}
        for place in places:
            groups.setdefault(titles[place.scope], []).append((place.key, place.name))
        self.place.choices = {_("Whole site"): [("site:0", _("the whole site"))], **groups}

    def chosen(self) -> tuple[RoleName, tuple[Scope, int]]:
        """The role and the place; an administrator's is always the site."""
        role = self.role.data
        if role is RoleName.ADMINISTRATOR:
            return role, (Scope.SITE, 0)
        return role, place_of(self.place.data or "") or (Scope.SITE, 0)
