"""The choice between two values of each kind, where two contacts are to become one."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField

from registration.core.language import Sentence
from registration.partners.models import Contact
from registration.partners.services.contacts.merging import VALUES, MergeCommand
from registration.partners.services.contacts.noting import facts
from registration.partners.words.contact import NAMES, WORDS
from registration.web.fields import EditForm
from registration.web.language import say

KEPT, DOUBLE = "1", "2"


class MergeForm(EditForm):
    """Its fields are those values in which the two differ; what only one of them has is proposed."""

    other_edition = HiddenField()

    @classmethod
    def of(cls, kept: Contact, double: Contact) -> "MergeForm":
        """A radio field for each difference."""
        sides = facts(kept), facts(double)
        differing = [name for name in VALUES if sides[0][_key(name)] != sides[1][_key(name)]]

        class Chosen(cls):  # type: ignore[valid-type, misc]
            """With the fields of these two."""

        proposed = {}
        for name in differing:
            mine, theirs = (side[_key(name)] for side in sides)
            proposed[name] = KEPT if mine else DOUBLE
            choices = [(KEPT, _word(name, mine)), (DOUBLE, _word(name, theirs))]
            setattr(Chosen, name, RadioField(say(Sentence(NAMES[_key(name)])), choices=choices))
        editions = {"edition": kept.edition, "other_edition": double.edition}
        made: MergeForm = Chosen(data={**proposed, **editions})
        made.differing = differing
        return made

    differing: list[str]

    def to_command(self, kept_id: int, double_id: int) -> MergeCommand:
        """What was chosen, of the two as the page showed them."""
        taken = frozenset(name for name in self.differing if self[name].data == DOUBLE)
        other = str(self.other_edition.data or "")
        seen = int(other) if other.isascii() and other.isdigit() and len(other) < 10 else -1
        return MergeCommand(kept_id, double_id, taken, (self.typed_edition, seen))


def _key(name: str) -> str:
    return f"contact_{name}"


def _word(name: str, value: Any) -> Any:
    """A value as a person reads it."""
    if not value:
        return _l("– none –")
    return say(Sentence(WORDS.get(_key(name), {}).get(value, value)))
