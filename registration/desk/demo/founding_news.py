"""The first report on record: the letter of intent of "Sieradzkie+", in our own words, from the facts alone.

The story gives no date, no signatory and no result, and says who is seen in its photographs from the left. The
photographs are not ours: drawings stand in their places.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import orm, select

from registration.accounts.audit import PROGRAM
from registration.desk.demo import drawings, facts
from registration.files.receiving import ReceivedPicture
from registration.news import services
from registration.news.describing import Seen
from registration.news.models import NewsItem, Posture
from registration.news.services import NewsCommand, PhotographCommand
from registration.news.services.changes import Editing
from registration.partners.models import Organisation, Partnership

TELLS = "powiat-sieradzki"
"""Whose press note it is."""
SOURCE = (
    "Napisano na podstawie notatki prasowej, podpisanej „{signed}”. Notatka nie podaje daty podpisania (mówi: „dziś”) "
    "ani tego, kto podpisał list w imieniu stron; wynik wyboru obszarów nie jest znany. Zdjęcia zastąpiono rysunkami "
    "bez wizerunków osób; opisy mówią, kogo i w jakiej kolejności pokazują zdjęcia w notatce."
)
_POSTURES = {"stands": Posture.STANDS, "turned_away": Posture.TURNED_AWAY}
Told = Mapping[str, Any]


def figures() -> list[list[str]]:
    """Of each photograph who is drawn, from the left: a group in words as a group."""
    return [
        [drawings.GROUP if "people" in one else "" for one in photo["seen"]]
        for photo in facts.story()["photographs"]
    ]


def write(db: orm.Session, pictures: Sequence[ReceivedPicture], now: datetime) -> NewsItem:
    """The report, published, with the drawings where there are any (`pictures` in the order of `figures`)."""
    teryt = {one.key: one.teryt for one in facts.written().organisations}[TELLS]
    owner = db.scalars(select(Organisation).where(Organisation.teryt == teryt)).one()
    about = select(Partnership).where(
        Partnership.working_name == facts.story()["partnership"]["working_name"]
    )
    partnership = db.scalars(about).first()
    command = replace(_command(facts.story()), partnership_id=partnership.id if partnership else None)
    item = services.add_item(db, owner, command, actor=PROGRAM, now=now)
    editing = Editing(item.id, None, PROGRAM, now)
    for picture, photo in zip(pictures, facts.story()["photographs"], strict=False):
        services.add_photograph(db, editing, picture, _photograph(photo))
    return services.publish(db, editing)


def _command(story: Told) -> NewsCommand:
    partnership = story["partnership"]
    communes = len(partnership["parties"]) - 1
    return NewsCommand(
        title=f"List intencyjny partnerstwa „{partnership['working_name']}”",
        lead=(
            f"Podpisano list intencyjny partnerstwa o roboczej nazwie „{partnership['working_name']}”. Strony to "
            f"Powiat Sieradzki i {_in_words(communes)}."
        ),
        text="\n\n".join(_paragraphs(story)),
        signed=story["note"]["signed_by"],
        source=SOURCE.format(signed=story["note"]["signed_by"]),
    )


def _in_words(communes: int) -> str:
    return {9: "dziewięć gmin"}.get(communes, f"{communes} gmin")


def _paragraphs(story: Told) -> list[str]:
    partnership, pilot = story["partnership"], story["pilot"]
    names = {one.key: one.name for one in facts.written().organisations}
    communes = [names[key] for key in partnership["parties"][1:]]
    return [
        f"Miejsce podpisania: {partnership['document']['place']}. Strony listu to Powiat Sieradzki i gminy: "
        f"{', '.join(communes[:-1])} i {communes[-1]}.",
        f"{pilot['name']} obejmuje {pilot['aim']}. Jest skierowany do dwóch grup:",
        "\n".join(f"- {one}" for one in pilot["addressed_to"]),
        f"Obszary wybiera po podpisaniu {names[partnership['selection_by']]}.",
        "Komponenty następują ściśle jeden po drugim:",
        "\n".join(f"- {_component(one)}" for one in partnership["components"]),
    ]


def _component(one: Told) -> str:
    """ "komponent I – doradztwo …; produkty: strategia terytorialna, pakiet projektów"."""
    first = f"komponent {one['number']} – {one['title']}"
    products = f"; produkty: {', '.join(one['products'])}" if one.get("products") else ""
    return first + products + (f"; wymaga produktu „{one['needs']}”" if one.get("needs") else "")


def _photograph(photo: Told) -> PhotographCommand:
    people = tuple(_seen(one) for one in photo["seen"])
    return PhotographCommand(place=photo.get("where", ""), people=people)


def _seen(one: Told) -> Seen:
    posture = next((_POSTURES[key] for key in _POSTURES if one.get(key)), Posture.NONE)
    return Seen(one.get("post") or one["people"], one.get("name", ""), posture)
