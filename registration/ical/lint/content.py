"""One content line: name, parameters, value (RFC 5545 §3.1, §3.2; RFC 6868)."""

import re
from dataclasses import dataclass, field

from registration.ical.lint.octets import Unfolded
from registration.ical.lint.problem import Code, Problem, problem

_NAME = re.compile(r"[A-Za-z0-9-]+")
_PARAMETER = re.compile(r"([A-Za-z0-9-]+)=")
_VALUE = re.compile(r'"([^"]*)"|([^",;:]*)')
_CARET_PAIR = re.compile(r"\^[\^n']")
# Only these may list several values (RFC 5545 §3.2, RFC 7986 §6); a comma in any other was not quoted.
_LISTS = frozenset({"DELEGATED-FROM", "DELEGATED-TO", "MEMBER", "DISPLAY", "FEATURE"})


@dataclass(frozen=True)
class Line:
    """A parsed content line. Names are upper case; the value is as written, still escaped.

    A broken one has a name only: it counts as present, but its value cannot be looked at.
    """

    number: int
    name: str
    value: str
    parameters: dict[str, list[str]] = field(default_factory=dict)
    broken: bool = False

    def parameter(self, name: str) -> str:
        """The first value of the parameter as written, or ""."""
        return self.parameters.get(name, [""])[0]


class _Fault(Exception):
    def __init__(self, code: Code, what: str) -> None:
        super().__init__(code)
        self.code, self.what = code, what


def parse(unfolded: Unfolded) -> tuple[Line | None, list[Problem]]:
    """The line, or None where not even its name is sure; with what is wrong in its parameters."""
    text, number = unfolded.text(), unfolded.number
    name = _NAME.match(text)
    if not name:
        return None, [problem(Code.MALFORMED_LINE, number, text)]
    try:
        parameters, end = _parameters(text, name.end())
    except _Fault as fault:
        known = fault.code is not Code.MALFORMED_LINE
        broken = Line(number, name.group().upper(), "", broken=True) if known else None
        return broken, [problem(fault.code, number, fault.what)]
    line = Line(number, name.group().upper(), text[end + 1 :], dict(parameters))
    return line, _parameter_problems(line, parameters)


def _parameters(text: str, at: int) -> tuple[list[tuple[str, list[str]]], int]:
    """The parameters from `at`, and the place of the colon that ends them."""
    parameters: list[tuple[str, list[str]]] = []
    while text[at : at + 1] == ";":
        name = _PARAMETER.match(text, at + 1)
        if not name:
            # "CN=Kowalski; Jan" looks like a parameter without a value.
            code = Code.UNQUOTED_PARAMETER if parameters else Code.MALFORMED_PARAMETER
            raise _Fault(code, text[at:])
        values, at = _parameter_values(text, name.end())
        parameters.append((name.group(1).upper(), values))
    if text[at : at + 1] != ":":
        raise _Fault(Code.MALFORMED_LINE, text)
    return parameters, at


def _parameter_values(text: str, at: int) -> tuple[list[str], int]:
    values = []
    while True:
        value = _VALUE.match(text, at)
        if value is None:  # the pattern matches the empty string
            raise _Fault(Code.MALFORMED_PARAMETER, text[at:])
        values.append(value.group(1) or value.group(2) or "")
        at = value.end()
        after = text[at : at + 1]
        if after == ",":
            at += 1
            continue
        if after and after not in ";:":
            raise _Fault(Code.QUOTE_IN_PARAMETER, text[at:])
        return values, at


def _parameter_problems(line: Line, parameters: list[tuple[str, list[str]]]) -> list[Problem]:
    problems = []
    if len(line.parameters) < len(parameters):
        problems.append(problem(Code.REPEATED_PARAMETER, line.number, line.name))
    for name, values in parameters:
        if len(values) > 1 and name not in _LISTS and not name.startswith("X-"):
            problems.append(problem(Code.UNQUOTED_PARAMETER, line.number, name))
        if any("^" in _CARET_PAIR.sub("", value) for value in values):
            problems.append(problem(Code.CARET_ESCAPE, line.number, name))
    return problems
