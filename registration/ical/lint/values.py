"""One property's parameters and value against its type (RFC 5545 §3.2, §3.3)."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime

from registration.ical.colors import COLORS
from registration.ical.lint.content import Line
from registration.ical.lint.grammar import PARAMETERS, Kind, Property
from registration.ical.lint.problem import Code, Problem, problem

_ESCAPE = re.compile(r"\\[\\;,nN]")
_DATE = re.compile(r"\d{8}", re.ASCII)
_DATE_TIME = re.compile(r"\d{8}T\d{6}Z?", re.ASCII)
_INTEGER = re.compile(r"\+?\d{1,10}", re.ASCII)
_MAX_INTEGER = 2**31 - 1
_OFFSET = re.compile(r"(?!-0000(00)?$)[+-]([01]\d|2[0-3])[0-5]\d([0-5]\d)?", re.ASCII)
_DURATION = re.compile(
    r"\+?P(\d+W|\d+D(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?|T(?=\d)(\d+H)?(\d+M)?(\d+S)?)", re.ASCII
)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
_MAILTO = re.compile(r"mailto:[^@]+@[^@]+", re.IGNORECASE)
_RULE_PART = re.compile(r"(FREQ|UNTIL|COUNT|INTERVAL|WKST|BY[A-Z]+)=[A-Z0-9,+-]+", re.ASCII)
_FREQUENCY = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY)(;|$)")
# RFC 7986 §5.7, §5.8 and §5.11 give these no default type, so VALUE must be said.
_TYPED = {"REFRESH-INTERVAL": "DURATION", "SOURCE": "URI", "CONFERENCE": "URI"}


def check(line: Line, rule: Property) -> Iterator[Problem]:
    """What is wrong with the line's parameters and value."""
    yield from _parameters(line, rule)
    if line.name in _TYPED and line.parameter("VALUE").upper() != _TYPED[line.name]:
        yield problem(Code.VALUE_TYPE, line.number, line.name)
    yield from _CHECKS[rule.kind](line, rule)


def moment(text: str) -> date | datetime | None:
    """The value of a DATE or DATE-TIME as written: naive, whether or not a Z follows; None if impossible."""
    try:
        if _DATE.fullmatch(text):
            return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007
        if _DATE_TIME.fullmatch(text):
            return datetime.strptime(text[:15], "%Y%m%dT%H%M%S")  # noqa: DTZ007
    except ValueError:
        pass
    return None


def _parameters(line: Line, rule: Property) -> Iterator[Problem]:
    for name, values in line.parameters.items():
        if name.startswith("X-"):
            continue
        known = PARAMETERS.get(name)
        if known is None:
            yield problem(Code.UNKNOWN_PARAMETER, line.number, name)
        elif rule.kind not in known.kinds or (known.properties and line.name not in known.properties):
            yield problem(Code.MISPLACED_PARAMETER, line.number, name)
        elif known.words and values[0].upper() not in known.words and not values[0].startswith("X-"):
            yield problem(Code.UNKNOWN_WORD, line.number, f"{name}={values[0]}")


def _text(line: Line, _: Property) -> Iterator[Problem]:
    bare = _ESCAPE.sub("", line.value)
    if "\\" in bare:
        yield problem(Code.BAD_ESCAPE, line.number, line.name)
    if ";" in bare or "," in bare:
        yield problem(Code.UNESCAPED, line.number, line.name)


def _texts(line: Line, _: Property) -> Iterator[Problem]:
    bare = _ESCAPE.sub("", line.value)
    if "\\" in bare:
        yield problem(Code.BAD_ESCAPE, line.number, line.name)
    if ";" in bare:
        yield problem(Code.UNESCAPED, line.number, line.name)


def _word(line: Line, rule: Property) -> Iterator[Problem]:
    if line.value.upper() not in rule.words:
        code = Code.VERSION if line.name in {"VERSION", "CALSCALE"} else Code.UNKNOWN_WORD
        yield problem(code, line.number, f"{line.name}:{line.value}")


def _integer(line: Line, _: Property) -> Iterator[Problem]:
    if not _INTEGER.fullmatch(line.value) or int(line.value) > _MAX_INTEGER:
        yield problem(Code.NOT_AN_INTEGER, line.number, f"{line.name}:{line.value}")


def _uri(line: Line, _: Property) -> Iterator[Problem]:
    if not _URI.fullmatch(line.value):
        yield problem(Code.NOT_A_URI, line.number, line.value)


def _address(line: Line, _: Property) -> Iterator[Problem]:
    if _URI.fullmatch(line.value) and _MAILTO.fullmatch(line.value):
        return
    # "CN=Urząd: referat:mailto:…": the value begins too early, at a colon that was not quoted.
    early = ":mailto:" in line.value.lower()
    code = Code.UNQUOTED_PARAMETER if early else Code.NOT_A_MAILTO
    yield problem(code, line.number, line.value)


def _time(line: Line, _: Property) -> Iterator[Problem]:
    found = moment(line.value)
    if found is None:
        yield problem(Code.BAD_TIME, line.number, line.value)
        return
    is_time = isinstance(found, datetime)
    if line.parameter("VALUE").upper() not in ({"", "DATE-TIME"} if is_time else {"DATE"}):
        yield problem(Code.VALUE_TYPE, line.number, line.value)
    zoned = "TZID" in line.parameters
    if zoned and (not is_time or line.value.endswith("Z")):
        yield problem(Code.ZONE_NOT_ALLOWED, line.number, line.value)
    if is_time and not zoned and not line.value.endswith("Z"):
        yield problem(Code.FLOATING_TIME, line.number, line.value)


def _times(line: Line, _: Property) -> Iterator[Problem]:
    for value in line.value.split(","):
        if moment(value) is None and line.parameter("VALUE").upper() != "PERIOD":
            yield problem(Code.BAD_TIME, line.number, value)


def _utc(line: Line, _: Property) -> Iterator[Problem]:
    if moment(line.value) is None:
        yield problem(Code.BAD_TIME, line.number, line.value)
    elif not line.value.endswith("Z"):
        yield problem(Code.NOT_UTC, line.number, line.value)


def _local(line: Line, _: Property) -> Iterator[Problem]:
    if not isinstance(moment(line.value), datetime):
        yield problem(Code.BAD_TIME, line.number, line.value)
    elif line.value.endswith("Z") or "TZID" in line.parameters:
        yield problem(Code.ZONE_NOT_ALLOWED, line.number, line.value)


def _recurrence(line: Line, _: Property) -> Iterator[Problem]:
    parts = line.value.upper().split(";")
    if not _FREQUENCY.search(line.value.upper()) or not all(map(_RULE_PART.fullmatch, parts)):
        yield problem(Code.BAD_RECURRENCE, line.number, line.value)


def _matches(pattern: re.Pattern[str], code: Code) -> Callable[[Line, Property], Iterator[Problem]]:
    def matched(line: Line, _: Property) -> Iterator[Problem]:
        if not pattern.fullmatch(line.value):
            yield problem(code, line.number, line.value)

    return matched


def _color(line: Line, _: Property) -> Iterator[Problem]:
    if line.value.lower() not in COLORS:
        yield problem(Code.BAD_COLOR, line.number, line.value)


def _other(line: Line, _: Property) -> Iterator[Problem]:
    return iter(())


_CHECKS: dict[Kind, Callable[[Line, Property], Iterator[Problem]]] = {
    Kind.TEXT: _text,
    Kind.TEXTS: _texts,
    Kind.WORD: _word,
    Kind.INTEGER: _integer,
    Kind.URI: _uri,
    Kind.ADDRESS: _address,
    Kind.TIME: _time,
    Kind.TIMES: _times,
    Kind.UTC: _utc,
    Kind.LOCAL: _local,
    Kind.DURATION: _matches(_DURATION, Code.BAD_DURATION),
    Kind.OFFSET: _matches(_OFFSET, Code.BAD_OFFSET),
    Kind.RECURRENCE: _recurrence,
    Kind.COLOR: _color,
    Kind.OTHER: _other,
}
