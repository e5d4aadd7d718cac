"""The base of every form: cleaned text, messages of services at their fields."""

from functools import cache
from typing import Any

from babel.support import NullTranslations, Translations
from flask import g, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import CombinedMultiDict
from wtforms import Field
from wtforms.i18n import messages_path
from wtforms.validators import ValidationError

from registration.core import mail_address
from registration.core.errors import DomainError
from registration.core.text import clean
from registration.web.language import language, say
from registration.web.preferences import is_another_look


def one_line(value: object) -> object:
    """A filter: text in one line, without control characters and stray spaces."""
    return clean(value) if isinstance(value, str) else value


def many_lines(value: object) -> object:
    """A filter: text of several lines, without control characters."""
    return clean(value, multiline=True) if isinstance(value, str) else value


def address(form: FlaskForm, field: Field) -> None:
    """A validator: an e-mail address, made regular in place."""
    try:
        field.data = mail_address.normalise(field.data or "")
    except DomainError as problem:
        raise ValidationError(say(problem.told)) from problem


@cache
def _words_of_wtforms(language: str) -> NullTranslations:
    return Translations.load(messages_path(), [language], domain="wtforms")


class BaseForm(FlaskForm):  # type: ignore[misc]
    """Knows how to show what a service refused; subclasses add fields and `to_command()`."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Texts only: a file that is sent in the place of a text is no answer."""

        def get_translations(self, form: FlaskForm) -> NullTranslations:
            """WTForms' own words; Flask-WTF reads their file anew for each request."""
            return _words_of_wtforms(language())

        def wrap_formdata(self, form: FlaskForm, formdata: Any) -> Any:
            """As Flask-WTF's, without files."""
            given = super().wrap_formdata(form, formdata)
            return request.form if isinstance(given, CombinedMultiDict) else given

    def validate_on_submit(self, extra_validators: Any = None) -> bool:
        """Whether the form was sent and is well-formed. Never when only another look was asked for, or a field was
        to look something up: then its view shows it again as it was typed, and nothing is done."""
        if request and is_another_look(request.form):
            g.shown_again = True
            return False
        if any(getattr(field, "only_asks", False) for field in self):
            return False
        return bool(super().validate_on_submit(extra_validators))

    def add_problem(self, problem: DomainError) -> None:
        """Show a service's refusal at the field that it names, or above the form."""
        target = getattr(self, problem.field, None) if problem.field else None
        if isinstance(target, Field):
            target.errors = [*target.errors, say(problem.told)]
        else:
            self.form_errors.append(say(problem.told))

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(id of the field or "", message) of everything refused, in the order of the form, for the summary."""
        found: list[tuple[str, str]] = [("", message) for message in self.form_errors]
        for field in self:
            found += _problems_of(field)
        return found


def _problems_of(field: Any) -> list[tuple[str, str]]:
    """A field's messages; those of forms and lists within it by their own ids."""
    inner = getattr(field, "entries", None) or (list(field.form) if hasattr(field, "form") else [])
    found = [problem for part in inner for problem in _problems_of(part)]
    # A form within the form keeps its errors in a dict by names: they are found through its fields.
    errors = () if isinstance(field.errors, dict) else field.errors
    own = [str(message) for message in errors if not isinstance(message, dict | list | tuple)]
    return [(field.id, message) for message in own] + found
