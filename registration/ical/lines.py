"""Content lines on the wire: folded at 75 octets and ended by CRLF (RFC 5545 §3.1)."""

from collections.abc import Iterable

CRLF = b"\r\n"
LINE_OCTETS = 75
_ESCAPES = b"\\^"  # RFC 5545 §3.3.11 in texts, RFC 6868 §3 in parameters


def fold(line: str) -> bytes:
    """One content line as UTF-8 octets in pieces of at most 75, without the last CRLF.

    No piece ends inside a character or an escape. (icalendar 7.3 folds a character early and, where an
    escaped backslash falls on the limit, between its two halves, which some clients then misread.)
    """
    octets = line.encode()
    pieces, begin, room = [], 0, LINE_OCTETS
    while len(octets) - begin > room:
        cut = _cut(octets, begin + room)
        pieces.append(octets[begin:cut])
        begin, room = cut, LINE_OCTETS - 1  # the space that opens the next line counts
    pieces.append(octets[begin:])
    return (CRLF + b" ").join(pieces)


def block(lines: Iterable[str]) -> bytes:
    """Content lines as one run of octets, each folded and ended by CRLF; empty ones are left out."""
    return b"".join(fold(line) + CRLF for line in lines if line)


def _cut(octets: bytes, at: int) -> int:
    while octets[at] & 0xC0 == 0x80:  # a continuation octet of UTF-8
        at -= 1
    while _opens_escape(octets, at - 1):
        at -= 1
    return at


def _opens_escape(octets: bytes, at: int) -> bool:
    """Whether the octet there is the first half of an escape: the last of an odd run of its mark."""
    mark, run = octets[at], 0
    if mark not in _ESCAPES:
        return False
    while at - run >= 0 and octets[at - run] == mark:
        run += 1
    return run % 2 == 1
