"""The bytes as lines: line ends, lengths, folds, encoding (RFC 5545 §3.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from registration.ical.lint.problem import Code, Problem, problem

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MAX_OCTETS = 75
_VALUE = re.compile(rb'(?:"[^"]*(?:"|$)|[^":])*+:')  # up to the colon outside of quotes


@dataclass
class Unfolded:
    """A content line whose folds are undone, and the number of its first physical line."""

    number: int
    octets: bytearray

    def text(self) -> str:
        """The line as text; what is not UTF-8 is replaced (check() reports it)."""
        return self.octets.decode("utf-8", "replace")


def unfold(data: bytes) -> tuple[list[Unfolded], list[Problem]]:
    """The content lines of `data`, and everything wrong with its octets. CRLF and LF both end a line."""
    problems: list[Problem] = []
    if data.startswith(_BYTE_ORDER_MARK):
        problems.append(problem(Code.BYTE_ORDER_MARK, 1))
        data = data.removeprefix(_BYTE_ORDER_MARK)
    unfolded: list[Unfolded] = []
    *ended, rest = data.split(b"\n")
    for number, line in enumerate(ended, 1):
        problems += _line_problems(line, number)
        problems += _append(unfolded, line.removesuffix(b"\r"), number)
    if rest:
        problems.append(problem(Code.UNFINISHED_LINE, len(ended) + 1))
        problems += _append(unfolded, rest, len(ended) + 1)
    problems += [problem(Code.NOT_UTF8, line.number) for line in unfolded if not _is_utf8(line.octets)]
    return unfolded, problems


def _line_problems(line: bytes, number: int) -> Iterator[Problem]:
    body = line.removesuffix(b"\r")
    if len(body) == len(line) or b"\r" in body:
        yield problem(Code.LINE_END, number)
    if len(body) > _MAX_OCTETS:
        yield problem(Code.LONG_LINE, number, f"{len(body)} octets")
    if not body:
        yield problem(Code.EMPTY_LINE, number)
    if found := _CONTROL.search(body):
        yield problem(Code.CONTROL_CHARACTER, number, f"U+{found.group()[0]:04X}")


def _append(unfolded: list[Unfolded], body: bytes, number: int) -> Iterator[Problem]:
    if body[:1] not in (b" ", b"\t"):
        if body:
            unfolded.append(Unfolded(number, bytearray(body)))
        return
    if not unfolded:
        yield problem(Code.ORPHAN_FOLD, number)
        return
    before, after = unfolded[-1].octets, body[1:]
    if after and after[0] & 0xC0 == 0x80:
        yield problem(Code.SPLIT_CHARACTER, number)
    if _ends_inside_escape(before, after):
        yield problem(Code.SPLIT_ESCAPE, number)
    before += after


def _ends_inside_escape(before: bytearray, after: bytes) -> bool:
    """A backslash escapes in values, a caret in parameters; two of them are a whole escape."""
    if before.endswith(b"\\"):
        return _trailing(before, b"\\") % 2 == 1 and _VALUE.match(before) is not None
    if before.endswith(b"^"):
        return (
            _trailing(before, b"^") % 2 == 1 and after[:1] in (b"^", b"n", b"'") and not _VALUE.match(before)
        )
    return False


def _trailing(octets: bytearray, mark: bytes) -> int:
    return len(octets) - len(octets.rstrip(mark))


def _is_utf8(octets: bytearray) -> bool:
    try:
        octets.decode()
    except UnicodeDecodeError:
        return False
    return True
