"""A register of local governments with the size and the shape of the real one, and made-up names.

2,873 rows of local governments (2,807 legal units: 66 cities stand there twice), beside them town and rural parts of
urban-rural communes (R = 4, 5), districts of the capital (8) and delegations (9); namesakes of every sort.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

HEAD = "WOJ;POW;GMI;RODZ;NAZWA;NAZWA_DOD;STAN_NA"
DAY = "2024-01-01"
UNITS, ROWS, PARTS = 2807, 2873, 1446
_VOIVODESHIPS = tuple(f"{number:02}" for number in range(2, 33, 2))
_CAPITAL = "1465"
_KINDS = (("1", 236), ("3", 711), ("2", 1464))
_COUNTIES, _COMMUNES = 314, 2411
_LETTERS = "bcćdfgklłmnńprśż"
_NAMESAKES = ("bielski", "brzeski", "średzki")
_KIND_WORDS = {
    **{"1": "gmina miejska", "2": "gmina wiejska", "3": "gmina miejsko-wiejska", "4": "miasto"},
    **{"5": "obszar wiejski", "8": "dzielnica", "9": "delegatura"},
}


@dataclass(frozen=True)
class Row:
    """One line of the file."""

    code: str
    name: str
    added: str
    day: str = DAY

    @property
    def cells(self) -> list[str]:
        code = self.code
        return [code[:2], code[2:4], code[4:6], code[6:], self.name, self.added, self.day]


def rows() -> list[Row]:
    """The whole register in its order."""
    numbers, kinds = count(1), _kinds()
    return [row for code in _VOIVODESHIPS for row in _voivodeship(code, numbers, kinds)]


def written(lines: Sequence[Row], *, day: str = DAY, head: str = HEAD, encoding: str = "utf-8") -> bytes:
    """The file's bytes; "utf-8-sig" puts a BOM before them."""
    told = [head, *(";".join(replace(one, day=day).cells) for one in lines), ""]
    return "\r\n".join(told).encode(encoding)


def renamed(lines: Sequence[Row], code: str, name: str) -> list[Row]:
    """The same with another name for one unit."""
    return [replace(one, name=name) if one.code == code else one for one in lines]


def without(lines: Sequence[Row], *codes: str) -> list[Row]:
    """The same without some units."""
    return [one for one in lines if one.code not in codes]


def _kinds() -> Iterator[str]:
    """The kinds of all communes, mixed while there are some of each."""
    left = dict(_KINDS)
    while any(left.values()):
        for kind in left:
            for _ in range(2 if kind == "2" else 1):
                if left[kind]:
                    left[kind] -= 1
                    yield kind


def _voivodeship(code: str, numbers: Iterator[int], kinds: Iterator[str]) -> Iterator[Row]:
    position = _VOIVODESHIPS.index(code)
    yield Row(code, f"PRZYKŁADOWO-{_LETTERS[position].upper()}SKIE", "województwo")
    for county in range(1, _COUNTIES // 16 + (position < _COUNTIES % 16) + 1):
        yield from _county(f"{code}{county:02}", next(numbers), kinds)
    for city in range(61, 66 if position == 0 or code == _CAPITAL[:2] else 65):
        yield from _city(f"{code}{city}", _town(next(numbers)))


def _county(code: str, number: int, kinds: Iterator[str]) -> Iterator[Row]:
    """Seven or eight communes; two neighbours of different kinds are often namesakes."""
    yield Row(code, _NAMESAKES[number % 3] if number < 7 else f"{_word(number)}ski", "powiat")
    communes = _COMMUNES // _COUNTIES + (_place(code) < _COMMUNES % _COUNTIES)
    for commune in range(1, communes + 1):
        kind = next(kinds)
        name = f"{_town(number)} {_word(commune // 2)}" if commune > 2 else _town(number)
        yield Row(f"{code}{commune:02}{kind}", name, _KIND_WORDS[kind])
        for part in "45" if kind == "3" else "":
            yield Row(f"{code}{commune:02}{part}", name, _KIND_WORDS[part])


def _city(code: str, name: str) -> Iterator[Row]:
    capital = code == _CAPITAL
    of_capital = "miasto stołeczne, na prawach powiatu"
    yield Row(code, name, of_capital if capital else "miasto na prawach powiatu")
    yield Row(f"{code}011", name, _KIND_WORDS["1"])
    for district in range(2, 20 if capital else 2):
        yield Row(f"{code}{district:02}8", f"Dzielnica {_word(district)}", _KIND_WORDS["8"])
    for delegation in range(2, 8 if code == "1261" else 2):
        yield Row(f"{code}0{delegation}9", f"{name}-{_word(delegation)}", _KIND_WORDS["9"])


def _place(code: str) -> int:
    """The county's place among all of them."""
    position = _VOIVODESHIPS.index(code[:2])
    return position * (_COUNTIES // 16) + min(position, _COUNTIES % 16) + int(code[2:]) - 1


def _town(number: int) -> str:
    return f"Ł{_word(number)}owo"


def _word(number: int) -> str:
    """A pronounceable word for a number, with Polish letters."""
    return _LETTERS[number % 16] + "a" + _LETTERS[number // 16 % 16] + ("ą" if number % 2 else "o")
