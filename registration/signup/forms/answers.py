"""The sign-up form, the correction of answers, and asking for a lost link."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy import orm
from wtforms import (
    EmailField,
    Field,
    HiddenField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, ValidationError

from registration.core import names, phone
from registration.core.errors import DomainError
from registration.core.text import clean
from registration.partners.forms import OrganisationField
from registration.signup import seen
from registration.signup.errors import NothingChosen
from registration.signup.hooks import Prefill
from registration.signup.models import ClauseKind, Registration
from registration.signup.offer import Offer, OfferedSession
from registration.signup.services import ChangeAnswers, NewTexts, SignUpCommand, must_choose, offered
from registration.trainings.facts import DayFacts, of_day
from registration.trainings.models import Event, EventSession
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


def telephone(form: FlaskForm, field: Field) -> None:
    """A validator: a number that can be called, or none; one that was stored before numbers were checked may stay."""
    if field.errors or not field.data or field.data == field.object_data:
        return
    try:
        field.data = phone.normalise(field.data)
    except DomainError as problem:
        raise ValidationError(say(problem.told)) from problem


def submission(form: FlaskForm, field: Field) -> None:
    """A validator: the key that came with the form; a forged one gets a fresh one."""
    if not 16 <= len(field.data or "") <= 64 or not field.data.replace("-", "").replace("_", "").isalnum():
        field.data = secrets.token_urlsafe(18)


def note(value: object) -> object:
    """A filter: a note of what was read (registration.signup.seen), no longer than the site writes them."""
    return clean(value, limit=seen.MARK + seen.MOST_WORDS + 1) if isinstance(value, str) else value


class ChoiceForm(BaseForm):
    """Which of the optional sessions somebody takes part in; `offer` says which there are."""

    sessions = SelectMultipleField(
        _l("Which items of the programme do you choose?"), choices=[], validate_choice=False
    )
    days: tuple[DayFacts, ...] = ()
    """The days on which something can be chosen, with that only."""

    def offer(self, event: Event) -> None:
        """With the event's optional sessions, to be shown."""
        self.take_from(event)
        ids = {one.id for one in offered(event)}
        told = (of_day(day, event.zone, language(), ids) for day in event.days)
        self.days = tuple(day for day in told if day.sessions)

    def take_from(self, event: Event | Offer) -> None:
        """With the optional sessions from which an answer may choose."""
        found: Sequence[EventSession | OfferedSession] = offered(event)
        self.sessions.choices = [(str(one.id), one.title) for one in found]
        self.sessions.flags.required = must_choose(event)

    def validate_sessions(self, field: Field) -> None:
        """Where nothing is for everybody, one must be chosen."""
        if field.flags.required and not self.chosen:
            raise ValidationError(say(NothingChosen().told))

    @property
    def chosen(self) -> frozenset[int]:
        """The ids of the ticked sessions, as far as they are offered."""
        known = {value for value, _title in self.sessions.choices}
        return frozenset(int(one) for one in self.sessions.data or () if one in known)

    @property
    def chosen_titles(self) -> str:
        """What is ticked, in words."""
        return ", ".join(title for value, title in self.sessions.choices if int(value) in self.chosen)


class AnswersForm(BaseForm):
    """What a participant says of themselves and may correct later."""

    first_name = StringField(
        _l("First name"), filters=[one_line], validators=[DataRequired(_l("Enter the first name")), name]
    )
    last_name = StringField(
        _l("Last name"), filters=[one_line], validators=[DataRequired(_l("Enter the last name")), name]
    )
    institution = OrganisationField(
        _l("Institution"),
        description=_l(
            "Begin to type the name, for example of a commune or county, and choose from the list; what is not there "
            "may stay as it is typed"
        ),
        missing=_l("Enter the institution that you come from"),
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
        validators=[Length(max=40, message=_l("The phone number may have at most 40 characters")), telephone],
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
        return ChangeAnswers(**given, organisation_id=self.institution.organisation_id)

    def look_up(self, db: orm.Session, email: str | None) -> None:
        """What is known of the institution, to be shown: the chosen one by its description, what was searched for,
        or what may be meant by the text or by the domain of the address."""
        self.institution.settle(db)
        if self.institution.is_searching:
            self.institution.search(db)
        elif self.institution.data or email:
            self.institution.propose(db, email)

    @classmethod
    def of(cls, registration: Registration, *, sees_needs: bool = True) -> "AnswersForm":
        """The form filled with what the registration holds; without `sees_needs` that question is not in it."""
        made = cls(obj=registration)
        if registration.organisation and not made.is_submitted():
            made.institution.fill(registration.organisation)
        if not sees_needs:
            del made.needs
        return made


class SignUpForm(ChoiceForm, AnswersForm):
    """One person signs up. Consents are boxes that the template draws: how many depends on the owner."""

    email = EmailField(
        _l("E-mail address"),
        description=_l("We will send the confirmation and the calendar entry there"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter an e-mail address")), address],
    )
    submission_key = HiddenField(default=lambda: secrets.token_urlsafe(18), validators=[submission])
    seen_title = HiddenField(filters=[note])
    seen_when = HiddenField(filters=[note])
    seen_where = HiddenField(filters=[note])

    def __iter__(self) -> Iterator[Field]:
        """The fields in the order of the page, where the address comes after the name."""
        first = ("first_name", "last_name", "email")
        ordered = sorted(super().__iter__(), key=lambda one: (*first, one.name).index(one.name))
        return iter(sorted(ordered, key=lambda one: one.name == "sessions"))

    def note_what_is_read(self, notes: Mapping[str, str]) -> None:
        """Keep what the page tells of the event now, to be compared when the form is sent."""
        for part, said in notes.items():
            self[f"seen_{part}"].data = said

    @property
    def noted(self) -> dict[str, str]:
        """What was read of the event, by part."""
        return {part: self[f"seen_{part}"].data or "" for part in seen.LABELS}

    def begin_with(self, known: Prefill) -> None:
        """Fill in what an invitation tells of its recipient."""
        for part in ("email", "first_name", "last_name", "institution"):
            self[part].data = getattr(known, part)

    def typed(self) -> list[tuple[str, str]]:
        """(question, answer) of what was filled in, whether or not it is right."""
        shown = (field for field in self if not isinstance(field, HiddenField | SelectMultipleField))
        said = [(field.label.text, field.data) for field in shown if field.data]
        return [*said, (self.sessions.label.text, self.chosen_titles)] if self.chosen else said

    def to_command(self, clauses: Iterable[int], ticked: Iterable[str]) -> SignUpCommand:
        """The command: the clauses (ids) shown on the form, and which optional ones were ticked."""
        shown = frozenset(clauses)
        given = frozenset(int(one) for one in ticked if one.isdecimal() and len(one) < 18) & shown
        values = {part: self[part].data or "" for part in ChangeAnswers.__dataclass_fields__ if part in self}
        return SignUpCommand(
            submission_key=self.submission_key.data,
            email=self.email.data,
            language=language(),
            clauses_shown=shown,
            consents_given=given,
            noted=self.noted,
            sessions_chosen=self.chosen,
            organisation_id=self.institution.organisation_id,
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


def _clause_text(label: str, spoken: str) -> TextAreaField:
    return TextAreaField(
        label,
        render_kw={"lang": spoken, "rows": 8},
        filters=[many_lines],
        validators=[
            DataRequired(_l("Write the text in both languages")),
            Length(max=MOST_CLAUSE, message=_l("The text may have at most 10,000 characters")),
        ],
    )


class ClauseForm(BaseForm):
    """A new version of a text that participants are shown."""

    pl = _clause_text(_l("Text in Polish"), "pl")
    en = _clause_text(_l("Text in English"), "en")
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
