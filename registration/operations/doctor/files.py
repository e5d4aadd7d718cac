"""The uploaded files: the folder can be written, and every file that is known is there."""

import os

from sqlalchemy import Engine, orm
from sqlalchemy.exc import SQLAlchemyError

from registration.config import Settings
from registration.core.language import N_
from registration.files import services, shelf
from registration.operations.doctor.finding import About, Findings


def look(settings: Settings, engine: Engine) -> Findings:
    """Both. The folder is made with the first upload; of a database that cannot be asked another look tells."""
    folder = shelf.folder_in(settings.instance)
    about = About(
        N_("Uploaded files: %(folder)s, up to %(size)d MB each"),
        {"folder": str(folder), "size": settings.upload_megabytes},
    )
    yield about.judged(
        not folder.is_dir() or os.access(folder, os.W_OK | os.X_OK),
        N_("The program cannot write there. Give its user the folder: chown -R zapisy %(folder)s"),
    )
    try:
        with orm.Session(engine) as db:
            wanted = services.wanted_bytes(db)
    except SQLAlchemyError:
        return
    missing = sum(not shelf.path_of(folder, sha256).is_file() for sha256 in wanted)
    if missing:
        yield About(
            N_("Uploaded files that are missing: %(number)d"), {"number": missing, "folder": folder}
        ).wrong(N_("Copy %(folder)s from where the database came from, or restore a backup."))
