"""PostgreSQL's own programs: pg_dump, pg_restore and psql, in the server's version or a newer one."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from sqlalchemy import URL

from registration.operations.errors import RestoreFailed, ToolMissing

DEBIAN = Path("/usr/lib/postgresql")
CLEAN = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
LOOKS = 20
OTHERS = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


class Server:
    """A database on a PostgreSQL server."""

    kind = "postgresql"

    def __init__(self, url: URL) -> None:
        self.url = url

    def save(self, file: Path) -> None:
        """By pg_dump. Raises OSError, ToolMissing."""
        self._run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")

    def load(self, file: Path) -> None:
        """In one transaction that begins by dropping what is there. Raises RestoreFailed, ToolMissing."""
        with TemporaryDirectory(dir=file.parent) as folder:
            clean, script = Path(folder) / "clean.sql", Path(folder) / "script.sql"
            clean.write_text(CLEAN)
            try:
                self._run("pg_restore", "--no-owner", "--no-privileges", f"--file={script}", str(file))
                once = ("--single-transaction", "--set=ON_ERROR_STOP=1", "--quiet", "--no-psqlrc")
                self._run("psql", *once, f"--file={clean}", f"--file={script}", "--output=/dev/null")
            except OSError as problem:
                raise RestoreFailed(reason=str(problem)) from problem

    def is_used(self) -> bool:
        """Whether anybody else is connected to this database."""
        with self._connect() as connection:
            for _try in range(LOOKS):  # who has just left is still listed for a moment
                row = connection.execute(OTHERS).fetchone()
                if row and not row[0]:
                    return False
                time.sleep(0.1)
        return True

    def _connect(self) -> "psycopg.Connection[tuple[int]]":
        dsn = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
        return psycopg.connect(dsn, autocommit=True)

    def _run(self, tool: str, *arguments: str) -> None:
        """Raises OSError with what the program said. The password goes by the environment: arguments are public."""
        program = self._program(tool)
        done = subprocess.run(  # noqa: S603
            [str(program), *arguments],
            env={**os.environ, **self._environment()},
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise OSError(" ".join(done.stderr.split())[:500])

    def _program(self, tool: str) -> Path:
        with self._connect() as connection:
            wanted = connection.info.server_version // 10_000
        found = {int(path.parts[-3]): path for path in DEBIAN.glob(f"[0-9]*/bin/{tool}")}
        fitting = [version for version in sorted(found) if version >= wanted]
        if fitting:
            return found[fitting[0]]
        elsewhere = shutil.which(tool)
        if found or elsewhere is None:
            raise ToolMissing(tool=tool, version=wanted)
        return Path(elsewhere)

    def _environment(self) -> dict[str, str]:
        query = {name: str(value) for name, value in self.url.query.items()}
        given = {
            "PGHOST": self.url.host or query.get("host"),
            "PGPORT": str(self.url.port or query.get("port", "")),
            "PGUSER": self.url.username or query.get("user"),
            "PGPASSWORD": str(self.url.password) if self.url.password else query.get("password"),
            "PGDATABASE": self.url.database or query.get("dbname"),
            "PGSSLMODE": query.get("sslmode"),
            "PGSSLROOTCERT": query.get("sslrootcert"),
        }
        return {name: value for name, value in given.items() if value}
