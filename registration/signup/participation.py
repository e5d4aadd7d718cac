"""Who came to the events of a project, how often, and who never did: counted per year and in all. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registration.partners.models import Organisation, Project, ProjectParty, ProjectRole
from registration.signup.queries.participation import Came


@dataclass(frozen=True)
class Line:
    """An institution: what it is in the project (nothing for one from outside), to how many events it came, and how
    many times people of it took part."""

    organisation: Organisation
    roles: tuple[ProjectRole, ...]
    events: int
    people: int


@dataclass(frozen=True)
class Participation:
    """Of one year, or of all (`year` None). `unlinked`: how many times people took part whose institution nobody has
    linked with the common list."""

    year: int | None
    years: tuple[int, ...]
    events: int
    came: tuple[Line, ...]
    never: tuple[ProjectParty, ...]
    unlinked: int

    @property
    def people(self) -> int:
        """How many times somebody took part, whoever they came from."""
        return sum(one.people for one in self.came) + self.unlinked


def participation(
    project: Project, told: Iterable[Came], institutions: Sequence[Organisation], year: int | None
) -> Participation:
    """`institutions` are all that `told` names, in the order of the list."""
    every = list(told)
    shown = [one for one in every if year is None or one.year == year]
    there = {one.organisation_id for one in shown}
    return Participation(
        year=year,
        years=tuple(sorted({one.year for one in every}, reverse=True)),
        events=len({one.event_id for one in shown}),
        came=tuple(_line(project, one, shown) for one in institutions if one.id in there),
        never=_never(project, there),
        unlinked=sum(one.people for one in shown if one.organisation_id is None),
    )


def _line(project: Project, institution: Organisation, shown: Sequence[Came]) -> Line:
    own = [one for one in shown if one.organisation_id == institution.id]
    roles = tuple(one.role for one in project.parties if one.organisation_id == institution.id)
    return Line(institution, roles, len({one.event_id for one in own}), sum(one.people for one in own))


def _never(project: Project, there: set[int | None]) -> tuple[ProjectParty, ...]:
    """Each institution once, in its first role."""
    absent = {
        one.organisation_id: one for one in reversed(project.parties) if one.organisation_id not in there
    }
    return tuple(one for one in project.parties if absent.get(one.organisation_id) is one)
