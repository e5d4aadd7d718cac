"""Components: balanced, in their place, with the properties that they need (RFC 5545 §3.4, §3.6)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from registration.ical.lint import values
from registration.ical.lint.content import Line
from registration.ical.lint.grammar import CHILDREN, PROPERTIES, REQUIRED, Kind
from registration.ical.lint.problem import Code, Problem, problem

_PARTS = frozenset({"STANDARD", "DAYLIGHT"})


@dataclass
class Component:
    """A component: its name, the number of its BEGIN line, what stands in it."""

    name: str
    number: int
    properties: list[Line] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def all(self, name: str) -> list[Line]:
        """Its properties of that name."""
        return [line for line in self.properties if line.name == name]

    def value(self, name: str) -> str:
        """The value of its first property of that name as written, or ""."""
        return next((line.value for line in self.properties if line.name == name), "")

    def children(self, name: str) -> list["Component"]:
        """The components of that name which stand directly in it."""
        return [component for component in self.components if component.name == name]


def build(lines: list[Line]) -> tuple[list[Component], list[Problem]]:
    """The calendars that the lines make, and what is wrong with their nesting."""
    roots: list[Component] = []
    open_: list[Component] = []
    problems: list[Problem] = []
    for line in lines:
        if line.name == "BEGIN":
            component = Component(line.value.upper(), line.number)
            problems += _place(component, open_, roots)
            open_.append(component)
        elif line.name == "END":
            problems += _close(line, open_)
        elif open_:
            problems += _late(line, open_[-1])
            open_[-1].properties.append(line)
        else:
            problems.append(problem(Code.NOT_A_CALENDAR, line.number, line.name))
    problems += [problem(Code.UNBALANCED, component.number, component.name) for component in open_]
    return roots, problems


def check(component: Component) -> Iterator[Problem]:
    """What is wrong with the properties of a component and of those inside it, each by itself.

    A component that has no place there is reported as such by build() and not looked into.
    """
    for line in component.properties:
        yield from _property(component, line)
    yield from _repeated(component)
    for name in REQUIRED[component.name]:
        if not any(line.value or line.broken or name == "SUMMARY" for line in component.all(name)):
            # SUMMARY may be null (RFC 5546 §3.2.1), but it must be there.
            yield problem(Code.MISSING_PROPERTY, component.number, name)
    for inner in component.components:
        if inner.name in CHILDREN.get(component.name, ()):  # so it never goes deeper than a zone's parts
            yield from check(inner)


def _place(component: Component, open_: list[Component], roots: list[Component]) -> Iterator[Problem]:
    if open_:
        outer = open_[-1]
        outer.components.append(component)
        if component.name == "VALARM":
            yield problem(Code.ALARM, component.number)
        elif component.name not in CHILDREN.get(outer.name, ()):
            yield problem(Code.UNEXPECTED_COMPONENT, component.number, component.name)
        return
    if component.name != "VCALENDAR":
        yield problem(Code.NOT_A_CALENDAR, component.number, component.name)
    elif roots:
        yield problem(Code.SECOND_CALENDAR, component.number)
    roots.append(component)


def _close(line: Line, open_: list[Component]) -> Iterator[Problem]:
    names = [component.name for component in open_]
    if line.value.upper() not in names:
        yield problem(Code.UNBALANCED, line.number, line.value)
        return
    while (inner := open_.pop()).name != line.value.upper():
        yield problem(Code.UNBALANCED, inner.number, inner.name)


def _late(line: Line, component: Component) -> Iterator[Problem]:
    if component.components:
        yield problem(Code.LATE_PROPERTY, line.number, line.name)


def _property(component: Component, line: Line) -> Iterator[Problem]:
    rule = PROPERTIES.get(line.name)
    if line.broken:
        return
    if rule is None:
        if not line.name.startswith("X-"):
            yield problem(Code.UNKNOWN_PROPERTY, line.number, line.name)
        return
    if component.name not in rule.inside:
        yield problem(Code.MISPLACED_PROPERTY, line.number, f"{line.name} in {component.name}")
        return
    if component.name in _PARTS and rule.kind is Kind.TIME:
        rule = replace(rule, kind=Kind.LOCAL)
    yield from values.check(line, rule)


def _repeated(component: Component) -> Iterator[Problem]:
    counts = Counter(line.name for line in component.properties)
    for name, count in counts.items():
        rule = PROPERTIES.get(name)
        if count > 1 and rule is not None and not rule.many:
            # In an invitation ORGANIZER and UID are counted by their own rules as well.
            yield problem(Code.REPEATED_PROPERTY, component.all(name)[1].number, name)
