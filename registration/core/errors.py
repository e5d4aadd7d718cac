"""What a service may refuse, by name. Views turn each family into a page or a message at a field."""

from typing import Any, ClassVar

from registration.core.language import Sentence


class DomainError(Exception):
    """A rule of the domain says no.

    `sentence` is a marked text for a person; `field` names the form's field at fault, where there is one;
    `values` fill the sentence's gaps.
    """

    sentence: ClassVar[str]
    many: ClassVar[str | None] = None
    field: str | None = None

    def __init__(self, *, field: str | None = None, **values: Any) -> None:
        super().__init__(self.sentence)
        self.field = field or type(self).field
        self.values = values

    @property
    def told(self) -> Sentence:
        """The sentence with its values, ready for translation."""
        return Sentence(self.sentence, self.values, self.many)


class NotFound(DomainError):
    """There is no such thing, or not for this person: 404."""


class Conflict(DomainError):
    """The thing has changed or is in another state than the act needs: 409."""
