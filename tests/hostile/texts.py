"""What people, programs and attackers type: strategies of text for any field of any form."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

NASTY = (
    "",
    " \t\u00a0",
    "\x00",
    "Jan\x00Nowak",
    "Anna\r\nBcc: ofiara@example.org",
    "a@example.org\r\nBcc: b@example.org",
    "a@example.org, b@example.org",
    "Jan Nowak <jan@example.org>",
    '"jan nowak"@example.org',
    "jan+szkolenie@example.org",
    "JAN@GMINA-ŁASK.PL",
    "jan@xn--gmina-ask-vub.pl",
    "jan@gmial.com",
    "jan@example.org.",
    "a@" + "b." * 130 + "pl",
    "Łódź – „Śródmieście”",
    "O’Brien; DROP TABLE registrations; --",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "</textarea></form><img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% raw %}%(x)s %s {0} ${x}",
    '=HYPERLINK("http://evil.example")',
    "+48 600 000 000",
    "@SUM(A1:A9)",
    "\u202eodwrócone\u202c \u200b\u2066 \ufeff",
    "👩🏽‍💻🇵🇱🧑‍🧑‍🧒",
    "a\u0301\u0328" * 40,
    "\U0001f9d1" * 300,
    "ż" * 300,
    "W" * 5000,
    "line\n" * 200,
    "-1",
    "0",
    "99999999999999999999",
    "٣",
    "1e9",
    "NaN",
    "true",
    "2026-07-01T09:00",
    "2026-10-25T02:30",
    "2026-03-29T02:30",
    "../../etc/passwd",
    "http://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "\ufffe\uffff\ud83d",
    "BEGIN:VCALENDAR\r\nEND:VCALENDAR",
)
"""Each of them has broken some program somewhere."""


def texts(valid: Sequence[str] = ()) -> st.SearchStrategy[str]:
    """Any text: what belongs in the field, what never should, and anything at all."""
    anything = st.text(st.characters(), max_size=40)
    return st.one_of(st.sampled_from(NASTY), anything, *([st.sampled_from(valid)] if valid else []))


Pairs = list[tuple[str, str]]


def bodies(fields: Mapping[str, Sequence[str]], foreign: Sequence[str]) -> st.SearchStrategy[Pairs]:
    """Names and values of a form: its own fields (`fields` gives what is right in each), as often as not filled in
    well, some missing, some twice, and some of another form."""
    own = st.tuples(*(_field(name, valid) for name, valid in fields.items()))
    more = st.lists(st.tuples(st.sampled_from(foreign), texts()), max_size=2)
    return st.builds(lambda parts, others: [pair for part in parts for pair in part] + others, own, more)


def _field(name: str, valid: Sequence[str]) -> st.SearchStrategy[Pairs]:
    wild = st.lists(st.tuples(st.just(name), texts(valid)), max_size=2)
    return st.one_of(st.tuples(st.just(name), st.sampled_from(valid)).map(lambda pair: [pair]), wild)


def encoded(pairs: Sequence[tuple[str, str]]) -> bytes:
    """A form's body; lone surrogates go out as the bytes that they would be."""

    def part(text: str) -> str:
        return quote_from_bytes(text.encode("utf-8", "surrogatepass"))

    return "&".join(f"{part(name)}={part(value)}" for name, value in pairs).encode()
