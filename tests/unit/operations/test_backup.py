"""Backups: whole or not at all, and what comes back is what was there."""

import gzip
import io
import json
import stat
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import stamp, upgrade
from sqlalchemy import func, orm, select, text

from registration import create_app
from registration.config import ROOT
from registration.core import clock
from registration.extensions import db as database
from registration.files import services, shelf
from registration.files.receiving import accept_document
from registration.jobs.running import running
from registration.operations import queries
from registration.signup.models import Registration
from tests import uploads
from tests.houses import close, make_settings


def run(app: Flask, *words: str) -> Result:
    """`flask backup …`"""
    return app.test_cli_runner().invoke(args=["backup", *words])


@pytest.fixture
def file(installation: Flask, link: str, tmp_path: Path) -> Path:
    """A backup of the installation."""
    target = tmp_path / "kopia.tar.gz"
    done = run(installation, "make", str(target))
    assert done.exit_code == 0, done.output
    return target


def people(app: Flask) -> int:
    with app.app_context(), orm.Session(database.engine) as db:
        return db.scalar(select(func.count()).select_from(Registration)) or 0


def reopened(app: Flask) -> Flask:
    """The installation as its next start finds it."""
    close(app)
    return create_app(app.extensions["zapisy.settings"], {"TESTING": True, "SERVER_NAME": "localhost"})


def test_a_personal_link_opens_in_the_restored_installation(elsewhere: Flask, file: Path, link: str) -> None:
    done = run(elsewhere, "restore", str(file))
    assert done.exit_code == 0, done.output
    again = reopened(elsewhere)
    assert again.test_client().get(link).status_code == 200
    close(again)


def test_what_comes_back_is_for_its_owner_alone(elsewhere: Flask, file: Path) -> None:
    run(elsewhere, "restore", str(file))
    folder = elsewhere.extensions["zapisy.settings"].instance
    for path in [file, *folder.glob("secret_key"), *folder.glob("zapisy.sqlite3")]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


def kept_letter(app: Flask) -> str:
    """The checksum of a letter that was uploaded."""
    folder = shelf.folder_in(Path(app.instance_path))
    received = accept_document(folder, uploads.upload(uploads.PDF, "list.pdf"), megabytes=1)
    with app.app_context(), orm.Session(database.engine) as db:
        stored = services.keep_document(db, received, services.Uploader(None, ""), now=clock.now())
        db.commit()
        return stored.sha256


def test_uploaded_files_come_back_with_the_database(
    installation: Flask, elsewhere: Flask, link: str, tmp_path: Path
) -> None:
    sha256 = kept_letter(installation)
    close(installation)
    file = tmp_path / "kopia.tar.gz"
    assert run(installation, "make", str(file)).exit_code == 0
    assert run(installation, "check", str(file)).exit_code == 0
    done = run(elsewhere, "restore", str(file))
    assert done.exit_code == 0, done.output
    path = shelf.path_of(shelf.folder_in(Path(elsewhere.instance_path)), sha256)
    assert path.read_bytes() == uploads.PDF
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize("harm", ["changed", "missing", "foreign"])
def test_a_backup_with_a_wrong_file_is_refused_whole(installation: Flask, tmp_path: Path, harm: str) -> None:
    sha256 = kept_letter(installation)
    close(installation)
    whole, harmed = tmp_path / "kopia.tar.gz", tmp_path / "zła.tar.gz"
    run(installation, "make", str(whole))
    with tarfile.open(whole) as source, tarfile.open(harmed, "w:gz") as target:
        for entry in source:
            content = source.extractfile(entry).read()  # type: ignore[union-attr]
            if sha256[2:] in entry.name:
                if harm == "missing":
                    continue
                content = content.replace(b"1.4", b"1.5") if harm == "changed" else content
                entry.name = "files/../../evil" if harm == "foreign" else entry.name
            target.addfile(entry, io.BytesIO(content))
    for words in (("check", str(harmed)), ("restore", str(harmed), "--replace")):
        done = run(installation, *words)
        assert done.exit_code == 1, words
        assert "files" in done.output


def test_a_backup_of_before_there_were_files_is_read(installation: Flask, file: Path, tmp_path: Path) -> None:
    older = tmp_path / "starsza.tar.gz"
    with tarfile.open(file) as source, tarfile.open(older, "w:gz") as target:
        for entry in source:
            content = source.extractfile(entry).read()  # type: ignore[union-attr]
            if entry.name == "manifest.json":
                told = json.loads(content)
                del told["files"]
                content = json.dumps({**told, "format": 1}).encode()
                entry.size = len(content)
            target.addfile(entry, io.BytesIO(content))
    assert run(installation, "check", str(older)).exit_code == 0


def test_check_says_what_it_is_and_changes_nothing(installation: Flask, file: Path) -> None:
    before = sorted(file.parent.iterdir())
    done = run(installation, "check", str(file))
    assert done.exit_code == 0
    assert queries.head() in done.output
    assert sorted(file.parent.iterdir()) == before


def test_data_are_not_overwritten_unasked(installation: Flask, file: Path) -> None:
    done = run(installation, "restore", str(file))
    assert done.exit_code == 1
    assert "--replace" in done.output
    assert people(installation) == 1


def test_what_was_replaced_is_kept_as_a_backup(installation: Flask, file: Path) -> None:
    with installation.app_context(), database.engine.begin() as connection:
        connection.execute(text("UPDATE registrations SET last_name = 'Później'"))
    close(installation)
    done = run(installation, "restore", str(file), "--replace")
    assert done.exit_code == 0, done.output
    assert names(installation) != ["Później"]
    close(installation)
    [kept] = installation.extensions["zapisy.settings"].instance.glob("before-restore-*.tar.gz")
    assert run(installation, "restore", str(kept), "--replace").exit_code == 0
    assert names(installation) == ["Później"]


def names(app: Flask) -> list[str]:
    with app.app_context(), orm.Session(database.engine) as db:
        return list(db.scalars(select(Registration.last_name)))


def test_a_running_program_is_not_robbed_of_its_database(installation: Flask, file: Path) -> None:
    with running(installation.extensions["zapisy.settings"].instance):
        done = run(installation, "restore", str(file), "--replace")
    assert done.exit_code == 1
    assert people(installation) == 1


@pytest.mark.postgres
def test_nor_is_one_on_another_machine(on_postgres: Flask, tmp_path: Path) -> None:
    with on_postgres.app_context():
        stamp()
    target = tmp_path / "kopia.tar.gz"
    assert run(on_postgres, "make", str(target)).exit_code == 0
    close(on_postgres)
    address = on_postgres.extensions["zapisy.settings"].database_url
    with psycopg.connect(address):
        done = run(on_postgres, "restore", str(target), "--replace")
    assert done.exit_code == 1
    assert run(on_postgres, "restore", str(target), "--replace").exit_code == 0


def repacked(file: Path, **changed: bytes) -> None:
    """The archive with other content under some names."""
    with tarfile.open(file) as old:
        content = {one.name: old.extractfile(one).read() for one in old}  # type: ignore[union-attr]
    folder = file.parent / "repack"
    folder.mkdir()
    with tarfile.open(file, "w:gz") as tar:
        for name, data in {**content, **changed}.items():
            (folder / name).write_bytes(data)
            tar.add(folder / name, name)


def manifest(file: Path, **changed: object) -> bytes:
    with tarfile.open(file) as tar:
        told = json.load(tar.extractfile("manifest.json"))  # type: ignore[arg-type]
    return json.dumps({**told, **changed}).encode()


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def flip(file: Path) -> None:
    repacked(file, secret_key=b"another key")


def other_file(file: Path) -> None:
    file.write_text("nie kopia")


def other_archive(file: Path) -> None:
    file.write_bytes(gzip.compress(b"\0" * 10240))


def nonsense_manifest(file: Path) -> None:
    repacked(file, **{"manifest.json": b"[]"})


@pytest.mark.parametrize("damage", [cut, flip, other_file, other_archive, nonsense_manifest])
def test_a_damaged_file_is_refused_with_the_reason(elsewhere: Flask, file: Path, damage: object) -> None:
    damage(file)  # type: ignore[operator]
    for word in ("check", "restore"):
        done = run(elsewhere, word, str(file))
        assert done.exit_code == 1
        assert file.name in done.output
        assert "Traceback" not in done.output
    assert not (elsewhere.extensions["zapisy.settings"].instance / "zapisy.sqlite3").exists()


def test_a_backup_of_a_newer_program_is_refused(elsewhere: Flask, file: Path) -> None:
    repacked(file, **{"manifest.json": manifest(file, revision="9999")})
    done = run(elsewhere, "restore", str(file))
    assert done.exit_code == 1
    assert "9999" in done.output


def test_a_backup_of_the_other_database_is_refused(elsewhere: Flask, file: Path) -> None:
    repacked(file, **{"manifest.json": manifest(file, kind="oracle")})
    done = run(elsewhere, "restore", str(file))
    assert done.exit_code == 1
    assert "DATABASE_URL" in done.output


def test_a_key_in_the_settings_that_opens_no_link_is_refused(installation: Flask, file: Path) -> None:
    repacked_key = create_app(
        make_settings(
            file.parent / "third",
            secret_key="another",
            database_url=installation.extensions["zapisy.settings"].database_url,
        )
    )
    done = run(repacked_key, "restore", str(file), "--replace")
    close(repacked_key)
    assert done.exit_code == 1
    assert "SECRET_KEY" in done.output


def test_a_backup_of_an_older_program_is_brought_up_to_date(elsewhere: Flask, tmp_path: Path) -> None:
    with elsewhere.app_context():
        upgrade(revision="0003")
    target = tmp_path / "older.tar.gz"
    close(elsewhere)
    assert run(elsewhere, "make", str(target)).exit_code == 0
    close(elsewhere)
    done = run(elsewhere, "restore", str(target), "--replace")
    assert done.exit_code == 0, done.output
    with elsewhere.app_context(), orm.Session(database.engine) as db:
        assert queries.revision(db) == queries.head()


FULL_DISK = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from app import app
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
app.cli.main(["backup", "make", sys.argv[1]], prog_name="flask", obj=None)
"""


def test_a_full_disk_leaves_no_half_file_and_the_old_backup(installation: Flask, file: Path) -> None:
    """The kernel refuses files larger than 20 kB, as a full disk would."""
    before = {path: path.read_bytes() for path in file.parent.glob("*.tar.gz")}
    settings = installation.extensions["zapisy.settings"]
    environment = {
        "INSTANCE": str(settings.instance),
        "DATABASE_URL": settings.database_url,
        "PATH": "/usr/bin",
    }
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(file)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "Kopii zapasowej nie utworzono" in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in file.parent.glob("*.tar.gz")} == before
    assert not list(file.parent.glob(".backup-*"))
