"""Who of a file is here already. Pure.

The same e-mail address alone does not make the same person: an office shares one. It is the same person where

- address and name agree, or the address and, where a name is not known, post and institution;
- name and institution agree, unless both an address and a post say that it is a namesake;
- nothing but post and institution is known of one of the two, and only one can be meant.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from registration.core.text import search_key

Place = tuple[int | None, str]


@dataclass(frozen=True)
class Known:
    """Somebody who is here, or whom an earlier row of the file (`row`) brings."""

    id: int | None
    row: int | None
    values: Mapping[str, Any]
    name: str
    post: str
    place: Place
    email: str
    is_former: bool = False


def known(values: Mapping[str, Any], **whence: Any) -> Known:
    """With what is compared: words of the name in any order, "Nowak Anna" as "Anna Nowak"."""
    return Known(
        id=whence.get("id"),
        row=whence.get("row"),
        values=values,
        name=" ".join(sorted(search_key(values["name"]).split())),
        post=search_key(values["post"]),
        place=(values["organisation_id"], search_key(values["unlinked"])),
        email=values["email_key"],
        is_former=whence.get("is_former", False),
    )


@dataclass
class Everybody:
    """All contacts of an owner, found by what is compared."""

    by_email: dict[str, list[Known]] = field(default_factory=dict)
    by_name: dict[tuple[str, Place], list[Known]] = field(default_factory=dict)
    by_post: dict[tuple[str, Place], list[Known]] = field(default_factory=dict)

    @classmethod
    def of(cls, people: Iterable[Known]) -> "Everybody":
        """Those."""
        made = cls()
        for one in people:
            made.add(one)
        return made

    def add(self, one: Known) -> None:
        """One more."""
        if one.email:
            self.by_email.setdefault(one.email, []).append(one)
        if one.name:
            self.by_name.setdefault((one.name, one.place), []).append(one)
        self.by_post.setdefault((one.post, one.place), []).append(one)

    def recognise(self, person: Known) -> Known | None:
        """The one that a person is, None for somebody new."""
        same_address = [one for one in self.by_email.get(person.email, []) if _same_by_address(person, one)]
        if same_address:
            return same_address[0]
        namesakes = self.by_name.get((person.name, person.place), []) if person.name else []
        same_name = [one for one in namesakes if _agree(person, one) or person.post == one.post]
        if same_name:
            return same_name[0]
        in_post = self.by_post.get((person.post, person.place), [])
        nameless = [
            one
            for one in in_post
            if not (person.name and one.name) and _agree(person, one) and not one.is_former
        ]
        return nameless[0] if len(nameless) == 1 else None


def _same_by_address(person: Known, one: Known) -> bool:
    if person.name and one.name:
        return person.name == one.name
    return (person.post, person.place) == (one.post, one.place)


def _agree(person: Known, one: Known) -> bool:
    """Whether their addresses do not speak against it."""
    return person.email == one.email or not (person.email and one.email)
