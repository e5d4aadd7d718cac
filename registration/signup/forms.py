"""The sign-up form, the correction of answers, and asking for a lost link."""

import secrets
from collections.abc import Iterable, Iterator

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, HiddenField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from registration.core import names
from registration.core.errors import DomainError
from registration.signup.hooks import Prefill
from registration.signup.models import Clause, ClauseKind, Registration
from registration.signup.services import ChangeAnswers, NewTexts, SignUpCommand
from registration.web.forms import BaseForm, address, many_lines, one_line
from registration.web.language import language, say

MOST_TEXT = 2000
MOST_CLAUSE = 10_000


def name(form: FlaskForm, field: Field) -> None:
    """A validator: a person's first or last name."""
    try:
        field.data = names.person_name(field.data or "")
    except DomainError as problem:
        raise ValidationError(say(problem.told)) from problem


def submission(form: FlaskForm, field: Field) -> None:
    """A validator: the key that came with the form; a forged one gets a fresh one."""
    if not 16 <= len(field.data or "") <= 64 or not field.data.replace("-", "").replace("_", "").isalnum():
        field.data = secrets.token_urlsafe(18)


class AnswersForm(BaseForm):
    """What a participant says of themselves and may correct later."""

    first_name = StringField(
        _l("First name"), filters=[one_line], validators=[DataRequired(_l("Enter the first name")), name]
    )
    last_name = StringField(
        _l("Last name"), filters=[one_line], validators=[DataRequired(_l("Enter the last name")), name]
    )
    institution = StringField(
        _l("Institution"),
        description=_l("For example: Gmina Przykładowo, Starostwo Powiatowe w Przykładowie"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the institution that you come from")),
            Length(max=200, message=_l("The name of the institution may have at most 200 characters")),
        ],
    )
    post = StringField(
        _l("Post"),
        description=_l("What you do there, for example: inspector"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter your post")),
            Length(max=200, message=_l("The post may have at most 200 characters")),
        ],
    )
    phone = TelField(
        _l("Phone"),
        description=_l("Only for urgent changes on the day of the event"),
        filters=[one_line],
        validators=[Length(max=40, message=_l("The phone number may have at most 40 characters"))],
    )
    question = TextAreaField(
        _l("Question to the speaker"),
        filters=[many_lines],
        validators=[Length(max=MOST_TEXT, message=_l("The question may have at most 2,000 characters"))],
    )
    needs = TextAreaField(
        _l("What do you need to take part comfortably?"),
        description=_l(
            "For example: a seat near the screen, a sign language interpreter. "
            "Only the event's coordinator sees this"
        ),
        filters=[many_lines],
        validators=[Length(max=MOST_TEXT, message=_l("This answer may have at most 2,000 characters"))],
    )

    def answers(self) -> ChangeAnswers:
        """The answers as typed and cleaned."""
        given = {part: self[part].data or "" for part in ChangeAnswers.__dataclass_fields__ if part in self}
        return ChangeAnswers(**given)

    @classmethod
    def of(cls, registration: Registration, *, sees_needs: bool = True) -> "AnswersForm":
        """The form filled with what the registration holds; without `sees_needs` that question is not in it."""
        made = cls(obj=registration)
        if not sees_needs:
            del made.needs
        return made


class SignUpForm(AnswersForm):
    """One person signs up. Consents are boxes that the template draws: how many depends on the owner."""

    email = EmailField(
        _l("E-mail address"),
        description=_l("We will send the confirmation and the calendar entry there"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter an e-mail address")), address],
    )
    submission_key = HiddenField(default=lambda: secrets.token_urlsafe(18), validators=[submission])

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order of the page, where the address comes after the name."""
        first = ("first_name", "last_name", "email")
        return iter(sorted(super().__iter__(), key=lambda one: (*first, one.name).index(one.name)))

    def begin_with(self, known: Prefill) -> None:
        """Fill in what an invitation tells of its recipient."""
        for part in ("email", "first_name", "last_name", "institution"):
            self[part].data = getattr(known, part)

    def typed(self) -> list[tuple[str, str]]:
        """(question, answer) of what was filled in, whether or not it is right."""
        shown = (field for field in self if not isinstance(field, HiddenField))
        return [(field.label.text, field.data) for field in shown if field.data]

    def to_command(self, clauses: Iterable[Clause], ticked: Iterable[str]) -> SignUpCommand:
        """The command: the clauses shown on the form, and which optional ones were ticked."""
        shown = frozenset(clause.id for clause in clauses)
        given = frozenset(int(one) for one in ticked if one.isdecimal() and len(one) < 18) & shown
        values = {part: self[part].data or "" for part in ChangeAnswers.__dataclass_fields__}
        return SignUpCommand(
            submission_key=self.submission_key.data,
            email=self.email.data,
            language=language(),
            clauses_shown=shown,
            consents_given=given,
            **values,
        )


class CoordinatorForm(BaseForm):
    """Naming who looks after the participants."""

    email = EmailField(
        _l("E-mail address of the account"),
        description=_l("The address by which this person signs in here"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter an e-mail address")), address],
    )


def _clause_text(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        filters=[many_lines],
        validators=[
            DataRequired(_l("Write the text in both languages")),
            Length(max=MOST_CLAUSE, message=_l("The text may have at most 10,000 characters")),
        ],
    )


class ClauseForm(BaseForm):
    """A new version of a text that participants are shown."""

    pl = _clause_text(_l("Text in Polish"))
    en = _clause_text(_l("Text in English"))
    base = HiddenField(default="0")

    def to_command(self, kind: ClauseKind) -> NewTexts:
        """The texts by language; a base that is no number fits no version."""
        base = self.base.data or ""
        number = int(base) if base.isdecimal() and len(base) < 9 else -1
        return NewTexts(kind, {"pl": self.pl.data, "en": self.en.data}, number)


class LinkForm(BaseForm):
    """Asking for a lost personal link."""

    email = EmailField(
        _l("E-mail address"),
        description=_l("The one that you signed up with"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter an e-mail address")), address],
    )
