"""Bytes and rows: kept once, never half, and taken away when nobody refers to them any more."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import orm, select

from registration.core import clock
from registration.files import errors, services, shelf
from registration.files.models import Picture, Rendition, StoredFile
from registration.files.receiving import accept_document, accept_image
from registration.files.services import Uploader
from registration.files.services.sweeping import references_to
from registration.files.tasks import sweep
from tests import uploads

NOW = clock.now()
LATER = NOW + timedelta(days=1, minutes=1)
WHO = Uploader(7, "Anna Nowak (przykład)")
KILLED = """
import os, signal, sys
from pathlib import Path
from registration.files import shelf
replace = Path.replace
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
shelf.put(Path(sys.argv[1]), b"x" * 100_000)
"""


def document(
    folder: Path, db: orm.Session, content: bytes = uploads.PDF, name: str = "list.pdf"
) -> StoredFile:
    """Received and kept."""
    received = accept_document(folder, uploads.upload(content, name), megabytes=1)
    return services.keep_document(db, received, WHO, now=NOW)


def test_the_same_bytes_are_kept_once_whatever_they_are_called(tmp_path: Path, db: orm.Session) -> None:
    first = document(tmp_path, db, name="C:\\Pisma\\Sieradzkie+ list.pdf")
    second = document(tmp_path, db, name="inna nazwa.pdf")
    assert first is second
    assert (first.name, first.media_type, first.size) == (
        "Sieradzkie+ list.pdf",
        "application/pdf",
        len(uploads.PDF),
    )
    assert (first.uploaded_by_id, first.uploaded_by) == (7, "Anna Nowak (przykład)")
    [(sha256, path)] = shelf.kept(tmp_path)
    assert sha256 == first.sha256
    assert path.read_bytes() == uploads.PDF
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_file_larger_than_the_settings_allow_is_refused_before_it_is_looked_at(tmp_path: Path) -> None:
    with pytest.raises(errors.FileTooLarge):
        accept_document(tmp_path, uploads.upload(b"x" * (1024 * 1024 + 1)), megabytes=1)
    assert not list(shelf.kept(tmp_path))


@pytest.mark.parametrize("nothing", [None, uploads.upload(b"", "")])
def test_a_form_without_a_file_is_told_so(tmp_path: Path, nothing: object) -> None:
    with pytest.raises(errors.NoFile):
        accept_image(tmp_path, nothing, megabytes=1)  # type: ignore[arg-type]


def test_a_picture_is_kept_in_all_its_sizes_and_the_upload_is_not(tmp_path: Path, db: orm.Session) -> None:
    content = uploads.located_photograph()
    received = accept_image(tmp_path, uploads.upload(content, "IMG_0001.jpg"), megabytes=1)
    made = services.keep_picture(db, received, WHO, now=NOW)
    db.expire_all()
    assert [one.width for one in made.of_type("image/webp")] == [480, 600]
    assert made.fallback.file.media_type == "image/jpeg"
    assert shelf.checksum_of(content) not in dict(shelf.kept(tmp_path))
    assert {one.file.sha256 for one in made.renditions} == set(dict(shelf.kept(tmp_path)))


def test_a_kill_while_bytes_are_written_leaves_no_half_file(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], cwd=Path.cwd(), check=False)
    assert done.returncode == -9
    assert not list(shelf.kept(tmp_path))
    assert len(list((tmp_path / shelf.COMING).iterdir())) == 1
    assert shelf.drop_old(tmp_path, frozenset(), time.time() + 1) == 1
    assert shelf.put(tmp_path, b"x" * 100_000) in dict(shelf.kept(tmp_path))


def test_what_a_broken_disk_has_cut_short_is_written_anew(tmp_path: Path) -> None:
    sha256 = shelf.put(tmp_path, b"ca\xc5\x82a tre\xc5\x9b\xc4\x87")
    path = shelf.path_of(tmp_path, sha256)
    path.write_bytes(b"ca")
    shelf.put(tmp_path, b"ca\xc5\x82a tre\xc5\x9b\xc4\x87")
    assert shelf.is_whole(path, sha256)


@pytest.mark.parametrize("name", ["../../etc/passwd", "A" * 64, "ab/" + "c" * 61, "", "0" * 63])
def test_only_a_checksum_names_a_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="no checksum"):
        shelf.path_of(tmp_path, name)


def test_bytes_whose_transaction_failed_go_after_a_day(app: Flask, db: orm.Session) -> None:
    folder = shelf.folder_in(Path(app.instance_path))
    document(folder, db)
    db.rollback()
    sweep()
    [(_, path)] = shelf.kept(folder)
    yesterday = time.time() - 86_500
    os.utime(path, (yesterday, yesterday))
    sweep()
    assert not list(shelf.kept(folder))


def test_rows_and_bytes_that_nothing_refers_to_go_together(app: Flask, db: orm.Session) -> None:
    folder = shelf.folder_in(Path(app.instance_path))
    document(folder, db)
    received = accept_image(folder, uploads.upload(uploads.photograph(), "a.jpg"), megabytes=1)
    services.keep_picture(db, received, WHO, now=NOW)
    assert services.forget_rows(db, now=NOW + timedelta(hours=23)) == 0
    assert services.forget_rows(db, now=LATER) == 6, "a picture, its four sizes, a document"
    assert not db.scalars(select(StoredFile)).all()
    assert not db.scalars(select(Picture)).all()
    assert services.wanted_bytes(db) == frozenset()


def test_a_size_that_two_pictures_share_stays_with_the_one_that_is_young(
    tmp_path: Path, db: orm.Session
) -> None:
    upload = uploads.photograph()
    received = accept_image(tmp_path, uploads.upload(upload, "a.jpg"), megabytes=1)
    services.keep_picture(db, received, WHO, now=NOW)
    young = services.keep_picture(db, received, WHO, now=LATER)
    services.forget_rows(db, now=LATER)
    assert db.scalars(select(Picture.id)).all() == [young.id]
    assert len(services.wanted_bytes(db)) == 4


def test_coming_again_makes_a_file_young(tmp_path: Path, db: orm.Session) -> None:
    stored = document(tmp_path, db)
    path = shelf.path_of(tmp_path, stored.sha256)
    os.utime(path, (0, 0))
    received = accept_document(tmp_path, uploads.upload(uploads.PDF, "b.pdf"), megabytes=1)
    assert services.keep_document(db, received, WHO, now=LATER) is stored
    assert path.stat().st_mtime > 0
    assert services.forget_rows(db, now=LATER) == 0


def test_every_table_that_points_to_a_file_is_asked() -> None:
    found = {str(column) for column in references_to(StoredFile.__table__)}  # type: ignore[arg-type]
    assert "picture_renditions.file_id" in found
    assert not references_to(Picture.__table__, Rendition.__table__) or all(  # type: ignore[arg-type]
        column.table is not Rendition.__table__
        for column in references_to(Picture.__table__, Rendition.__table__)  # type: ignore[arg-type]
    )
