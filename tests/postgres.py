"""A PostgreSQL server of the tests' own: a private socket, a folder that goes with the session, a database per test."""

import itertools
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import urlsplit

import psycopg
import pytest

PORT = 8175
"""Only names the socket's file: the server listens on no network address."""
_numbers = itertools.count(1)


class PostgresMissing(OSError):
    """PostgreSQL's server is not installed (Debian: apt-get install postgresql)."""


@dataclass(frozen=True)
class Server:
    """A running server; `folder` holds its data and its socket."""

    folder: Path

    def new_database(self, copy_of: str = "") -> str:
        """An empty database, or a copy of another one that nobody is connected to; gives its address."""
        name = f"zapisy_{os.getpid()}_{next(_numbers)}"
        template = urlsplit(copy_of).path[1:] if copy_of else "template0"
        socket = f"host={self.folder} port={PORT} user=postgres"
        with psycopg.connect(f"{socket} dbname=postgres", autocommit=True) as connection:
            connection.execute(
                f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
            )
        return f"postgresql://postgres@/{name}?host={self.folder}&port={PORT}"


def start(*, durable: bool = False) -> Server:
    """Make and start a server; `durable` waits for the disk at each commit. Raises PostgresMissing."""
    programs = _programs()
    folder = Path(mkdtemp(prefix="zapisy-postgres-", dir="/tmp"))  # a socket's path may be 107 octets long
    if os.geteuid() == 0:  # initdb refuses root
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    _run(
        programs / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"
    )
    options = f"-k {folder} -p {PORT} -c listen_addresses= -c max_connections=100"
    if not durable:
        options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    log = folder / "log"
    _run(programs / "pg_ctl", "-D", folder / "data", "-l", log, "-o", options, "-w", "-t", "60", "start")
    return Server(folder)


def stop(server: Server) -> None:
    """Stop it at once and remove its folder."""
    _run(_programs() / "pg_ctl", "-D", server.folder / "data", "-m", "immediate", "-w", "stop")
    shutil.rmtree(server.folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise PostgresMissing("PostgreSQL is missing: apt-get install postgresql")
    return found[-1].parent


def _run(*command: object) -> None:
    """As user postgres when we are root. Its output must not hold the server's: a pipe would never close."""
    words = [str(word) for word in command]
    prefix = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run(
        [*prefix, *words], cwd="/", stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, check=True
    )


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Server]:
    """The server; tests without it are skipped on a bare machine, and fail where everything is tested."""
    try:
        server = start()
    except PostgresMissing as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(str(missing))
        pytest.skip(str(missing))
    yield server
    stop(server)


@pytest.fixture
def postgres_url(postgres_server: Server) -> str:
    """The address of an empty PostgreSQL database, for Settings.database_url."""
    return postgres_server.new_database()
