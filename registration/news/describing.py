"""A photograph in words: who is seen where, from the left, with posts. Made in Polish, the language of the news."""

from collections.abc import Sequence
from dataclasses import dataclass

from registration.news.models import Posture

_POSTURES = {
    Posture.NONE: "",
    Posture.STANDS: "stoi",
    Posture.STAND: "stoją",
    Posture.SITS: "siedzi",
    Posture.SIT: "siedzą",
    Posture.TURNED_AWAY: "tyłem do obiektywu",
}


@dataclass(frozen=True)
class Seen:
    """Somebody in the picture: a post or a group in words, a name or none, how they are seen."""

    who: str
    name: str = ""
    posture: Posture = Posture.NONE

    @property
    def in_words(self) -> str:
        """ "Starosta Sieradzki Mariusz Bądzior (stoi)"."""
        called = " ".join(part for part in (self.who, self.name) if part)
        posture = _POSTURES[self.posture]
        return f"{called} ({posture})" if posture else called


def described(place: str, people: Sequence[Seen]) -> str:
    """For who does not see the picture: "Zdjęcie na tle baneru Powiatu Sieradzkiego. Od lewej: A, B (stoi) i C."; ""
    where nothing is known."""
    if not people:
        return f"Zdjęcie {place.rstrip('.')}." if place else ""
    return " ".join(
        part for part in (f"Zdjęcie {place.rstrip('.')}." if place else "", _from_the_left(people)) if part
    )


def captioned(people: Sequence[Seen]) -> str:
    """For below the picture: "Od lewej: A, B (stoi) i C."; "" for nobody."""
    return _from_the_left(people) if people else ""


def _from_the_left(people: Sequence[Seen]) -> str:
    """One is not "from the left"; parts that hold commas are divided by semicolons."""
    words = [one.in_words for one in people]
    if len(words) == 1:
        return f"Na zdjęciu: {words[0]}."
    divider = "; " if any("," in one for one in words) else ", "
    return f"Od lewej: {divider.join(words[:-1])} i {words[-1]}."
