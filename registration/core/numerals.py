"""Roman numerals, as Polish documents number components and chapters."""

_SIGNS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_GREATEST = 3999


def roman(number: int) -> str:
    """4 gives "IV". Raises ValueError outside of 1 to 3999."""
    if not 1 <= number <= _GREATEST:
        raise ValueError(f"{number} has no Roman numeral")
    written, left = "", number
    for value, sign in _SIGNS:
        written += sign * (left // value)
        left %= value
    return written
