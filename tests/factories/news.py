"""News with photographs, brought by the real services to the state that a test needs."""

import io
from pathlib import Path
from typing import Any

from PIL import Image
from sqlalchemy import orm
from werkzeug.datastructures import FileStorage

from registration.accounts.audit import Actor
from registration.files.receiving import ReceivedPicture, accept_image
from registration.news import services
from registration.news.models import NewsItem, Photograph
from registration.news.services import NewsCommand, PhotographCommand
from registration.news.services.changes import Editing
from registration.partners.models import Organisation
from tests.factories.trainings import NOON, organisation

WHO = Actor("user", None, "Anna Nowak (przykład)")


def item(
    db: orm.Session, owner: Organisation | None = None, *, published: bool = True, **texts: Any
) -> NewsItem:
    """A short report, published unless it is said otherwise."""
    base = {
        "title": "Podpisano list intencyjny",
        "lead": "Krótko o tym.",
        "text": "Pierwszy akapit.\n\n- punkt",
    }
    command = NewsCommand(**{**base, **texts})
    made = services.add_item(db, owner or organisation(db), command, actor=WHO, now=NOON)
    return services.publish(db, editing(made)) if published else made


def editing(of: NewsItem) -> Editing:
    """By the same person, whatever the edition."""
    return Editing(of.id, None, WHO, NOON)


def received(instance: Path, colour: str = "#0f4c5c") -> ReceivedPicture:
    """A small photograph on the installation's shelf."""
    file = io.BytesIO()
    Image.new("RGB", (600, 400), colour).save(file, "JPEG")
    file.seek(0)
    return accept_image(instance / "files", FileStorage(file, filename="IMG_1.jpg"), megabytes=1)


def photograph(
    db: orm.Session, of: NewsItem, instance: Path, colour: str = "#0f4c5c", **words: Any
) -> Photograph:
    """One of the item's photographs."""
    command = PhotographCommand(
        **{"alt": "Sześć osób przy stole.", "caption": "Od lewej: sześć osób.", **words}
    )
    return services.add_photograph(db, editing(of), received(instance, colour), command)
