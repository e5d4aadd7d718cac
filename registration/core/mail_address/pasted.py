"""Lists of addresses as they are pasted from a mail program, from Excel or from a document."""

import re
from dataclasses import dataclass

from registration.core.mail_address.normal import BadAddress, Fault, normalise
from registration.core.text import clean

_LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_FIELD = re.compile(r'(?:"[^"]*"|<[^<>]*>|[^,;\t"<]|["<])+')
# Each pattern can begin at one place of a run only, so that a long line costs no more than its length.
_ADDRESS = re.compile(r'<(?P<bracketed>[^<>@]*@[^<>]*)>|(?<![^\s<>"])(?P<bare>[^\s<>"@]*@[^\s<>"]*)')
_SPACED_AT = re.compile(r"(?<![ \u00a0])[ \u00a0]*@[ \u00a0]*")
_NAME_FIELD = re.compile(r"[^\W\d_](?:[^\W\d_]|[ .,'’–-])*")


@dataclass(frozen=True)
class Pasted:
    """One address, or one piece that is none.

    `number` is the line in what was pasted, from 1; `line` the piece itself, cleaned; `name` is empty when
    not given. Either `address` (normal form) or `error` is set.
    """

    number: int
    line: str
    name: str
    address: str | None
    error: Fault | None


def split_pasted(text: str) -> list[Pasted]:
    """The addresses of a pasted list, in order, with doubles.

    One or more on a line, set apart by commas, semicolons, tabs or spaces; a name before the address or in
    other columns of its line; quotes and angle brackets as mail programs write them. Empty lines count for
    nothing, a piece without an address is given back with its error.
    """
    found: list[Pasted] = []
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if line.strip():
            found += _read_line(number, _SPACED_AT.sub("@", line))
    return found


@dataclass
class _Piece:
    """A stretch of a line: names before an address, the address itself as found, both or one of them."""

    names: list[str]
    raw: str | None = None
    bracketed: bool = False


def _read_line(number: int, line: str) -> list[Pasted]:
    pieces = _pieces(line)
    addressed = [piece for piece in pieces if piece.raw is not None]
    if not addressed:
        return [_refused(number, clean(line), Fault.NO_AT)] if clean(line).strip('",;') else []
    if len(addressed) == 1:
        return [_read_row(number, line, pieces, addressed[0])]
    names_first = bool(pieces[0].names)
    return [pasted for piece in pieces for pasted in _read_piece(number, piece, names_first)]


def _pieces(line: str) -> list[_Piece]:
    """The line cut after every address; the last piece holds what follows the last one."""
    pieces = [_Piece([])]
    for field in _FIELD.findall(line):
        rest = 0
        for found in _ADDRESS.finditer(field):
            _add_name(pieces[-1], field[rest : found.start()])
            pieces[-1].raw = found["bracketed"] or found["bare"]
            pieces[-1].bracketed = found["bracketed"] is not None
            pieces.append(_Piece([]))
            rest = found.end()
        _add_name(pieces[-1], field[rest:])
    return pieces


def _add_name(piece: _Piece, text: str) -> None:
    name = clean(text).strip("\"' ()<>")
    if name:
        piece.names.append(name)


def _read_row(number: int, line: str, pieces: list[_Piece], addressed: _Piece) -> Pasted:
    """A line with one address: its name stands before it, or else behind, maybe among other columns."""
    name = _row_name(addressed.names) or _row_name(pieces[-1].names)
    return _checked(number, line, name, addressed.raw or "")


def _row_name(columns: list[str]) -> str:
    """ "Jan Kowalski" from one column, or a first and a last name from two; other columns are left out."""
    names = [column for column in columns if _NAME_FIELD.fullmatch(column)]
    if names and " " in names[0]:
        return names[0]
    return " ".join(names[:2])


def _read_piece(number: int, piece: _Piece, names_first: bool) -> list[Pasted]:
    """A piece of a line with several addresses: words that are no name are shown as not understood."""
    if piece.raw is None or not _belongs(piece, names_first):
        refused = [_refused(number, name, Fault.NO_AT) for name in piece.names]
        return refused + ([_checked(number, piece.raw, "", piece.raw)] if piece.raw is not None else [])
    name = " ".join(piece.names)
    return [_checked(number, f"{name} {piece.raw}".strip(), name, piece.raw)]


def _belongs(piece: _Piece, names_first: bool) -> bool:
    """Whether the words before an address are surely its owner's name and not that of the one before."""
    full_names = all(" " in name and _NAME_FIELD.fullmatch(name) for name in piece.names)
    return piece.bracketed or (names_first and full_names)


def _checked(number: int, line: str, name: str, raw: str) -> Pasted:
    try:
        return Pasted(number, clean(line), name, normalise(raw), None)
    except BadAddress as problem:
        return Pasted(number, clean(line), name, None, problem.reason)


def _refused(number: int, line: str, fault: Fault) -> Pasted:
    return Pasted(number, line, "", None, fault)
