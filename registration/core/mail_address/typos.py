"""Likely typos in the domain of an address. They are suggested to the person, never refused or corrected."""

from registration.core.mail_address.normal import normalise

# Mailboxes that people in Poland use, the most frequent first: it wins between two that are equally near.
_DOMAINS = (
    *(
        "gmail.com",
        "wp.pl",
        "o2.pl",
        "onet.pl",
        "interia.pl",
        "op.pl",
        "poczta.onet.pl",
        "poczta.fm",
        "tlen.pl",
    ),
    *("vp.pl", "onet.eu", "interia.eu", "gazeta.pl", "outlook.com", "hotmail.com", "yahoo.com", "icloud.com"),
    *(
        "live.com",
        "me.com",
        "protonmail.com",
        "proton.me",
        "googlemail.com",
        "autograf.pl",
        "go2.pl",
        "int.pl",
    ),
)
# Real ones that stand near those above.
_NOT_TYPOS = frozenset(
    ("interia.com", "mail.com", "email.com", "ymail.com", "gmx.com", "onet.com.pl", "wp.eu")
)
_REAL_ENDINGS = frozenset(
    ("pl", "com", "eu", "net", "org", "info", "de", "uk", "cz", "sk", "fr", "me", "fm", "io")
)
_SHORT_NAME = 3
_LONG_DOMAIN = 9


def is_everybodys(domain: str) -> bool:
    """Whether anybody can have an address at the domain, so that it tells nothing of an institution."""
    return domain in _DOMAINS


def suggest(address: str) -> str | None:
    """The address with the domain that was probably meant: "jan@gmial.com" gives "jan@gmail.com", else None.

    Takes what `normalise` takes, raises BadAddress.
    """
    name, _, domain = normalise(address).rpartition("@")
    meant = _meant_domain(domain)
    return None if meant is None else f"{name}@{meant}"


def _meant_domain(domain: str) -> str | None:
    if domain in _DOMAINS or domain in _NOT_TYPOS:
        return None
    near = [(distance(domain, known), place) for place, known in enumerate(_DOMAINS) if _near(domain, known)]
    return _DOMAINS[min(near)[1]] if near else None


def _near(domain: str, known: str) -> bool:
    """Whether `domain` is more probably a slip of the finger than somebody's own domain."""
    known_name = known.partition(".")[0]
    name, _, ending = domain.partition(".")
    if len(known_name) <= _SHORT_NAME:
        # Any two letters are somebody's domain, so only the ending may be wrong, and must be no real one.
        return name == known_name and ending not in _REAL_ENDINGS and _within(domain, known, 2)
    return _within(domain, known, 1 if len(known) < _LONG_DOMAIN else 2)


def _within(domain: str, known: str, most: int) -> bool:
    return abs(len(domain) - len(known)) <= most and distance(domain, known) <= most


def distance(one: str, other: str) -> int:
    """How many letters were left out, added, replaced or swapped with a neighbour.

    The "optimal string alignment" distance: Damerau and Levenshtein's without edits inside a swapped pair.
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, a in enumerate(one, start=1):
        row = [i]
        for j, b in enumerate(other, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a != b))
            if before and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
