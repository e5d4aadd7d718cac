"""Forms of sign-up."""

from registration.signup.forms.answers import (
    AnswersForm,
    ChoiceForm,
    ClauseForm,
    CoordinatorForm,
    LinkForm,
    SignUpForm,
)
from registration.signup.forms.linking import LinkInstitutionForm, NewInstitutionForm

__all__ = [
    "AnswersForm",
    "ChoiceForm",
    "ClauseForm",
    "CoordinatorForm",
    "LinkForm",
    "LinkInstitutionForm",
    "NewInstitutionForm",
    "SignUpForm",
]
