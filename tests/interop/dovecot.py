"""A Dovecot of the test's own on the loopback: a Maildir for each test, and a wire that can be cut."""

import getpass
import grp
import itertools
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PROGRAM = shutil.which("dovecot") or "/usr/sbin/dovecot"
PASSWORD = "hasło z „ogonkami”"
USERS = 300

CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
instance_name = zapisy-test
protocols = imap
listen = 127.0.0.1
default_internal_user = {internal}
default_internal_group = {group}
default_login_user = {login}
mail_uid = {reader}
mail_gid = {readers}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{folder}/%u
disable_plaintext_auth = no
auth_failure_delay = 0
auth_mechanisms = plain login
auth_username_chars =
ssl = {ssl}
{tls}
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {folder}/users
}}
userdb {{
  driver = static
  args = uid={reader} gid={readers} home={folder}
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
service auth {{
  user = {user}
}}
"""


def _group(user: str) -> str:
    return grp.getgrgid(pwd.getpwnam(user).pw_gid).gr_name


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Dovecot:
    """The server within its `with` block; `put` is what a delivery agent does."""

    def __init__(self, certificate: Path | None = None) -> None:
        self.certificate = certificate
        self.folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
        self.folder.chmod(0o755)  # its processes run as users of their own
        self.port, self.tls_port = free_port(), free_port()
        self.numbers, self.users = itertools.count(1), itertools.count(1)

    def __enter__(self) -> "Dovecot":
        users = [f"user{number}:{{PLAIN}}{PASSWORD}\n" for number in range(1, USERS + 1)]
        (self.folder / "users").write_text("".join(users))
        self.empty_mailbox()
        (self.folder / "dovecot.conf").write_text(self._config())
        self.process = subprocess.Popen([PROGRAM, "-F", "-c", str(self.folder / "dovecot.conf")])
        self._wait()
        return self

    def __exit__(self, *_problem: object) -> None:
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder)

    def _config(self) -> str:
        root = os.geteuid() == 0
        me = getpass.getuser()
        tls = f"ssl_cert = <{self.certificate}\nssl_key = <{self.certificate}" if self.certificate else ""
        return CONFIG.format(
            folder=self.folder,
            internal="dovecot" if root else me,
            login="dovenull" if root else me,
            reader="nobody" if root else me,
            readers=_group("nobody" if root else me),
            user=me,
            group=_group("dovecot" if root else me),
            ssl="yes" if self.certificate else "no",
            tls=tls,
            port=self.port,
            tls_port=self.tls_port if self.certificate else 0,
        )

    def _wait(self) -> None:
        for _ in range(100):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as there:
                if there.recv(4) == b"* OK":
                    return
            time.sleep(0.1)
        raise RuntimeError((self.folder / "log").read_text() if (self.folder / "log").exists() else "no log")

    def empty_mailbox(self) -> None:
        """Another user, whose mailbox is empty."""
        self.user = f"user{next(self.users)}"
        self.make_folder(self.place)

    @property
    def place(self) -> Path:
        """The user's Maildir."""
        return self.folder / self.user

    def put(self, raw: bytes, folder: str = "", *, age: float = 0) -> Path:
        """Deliver a mail, into a folder ("Odpowiedzi") where one is named; `age`: seconds since it came."""
        place = self.place / (f".{folder}" if folder else "")
        self.make_folder(place)
        path = place / "new" / f"{int(time.time() - age)}.M{next(self.numbers):06}P1.test"
        path.write_bytes(raw)
        os.utime(path, (time.time() - age,) * 2)
        return path

    @staticmethod
    def make_folder(place: Path) -> None:
        """An empty Maildir, or one that is there already."""
        for path in (place, place / "new", place / "cur", place / "tmp"):
            path.mkdir(exist_ok=True)
            path.chmod(0o777)  # whoever reads moves files

    def names(self) -> list[str]:
        """The mails' files, whose names end in their flags."""
        return sorted(path.name for path in self.place.glob("*/*.test*"))

    def number_anew(self) -> None:
        """What a restored or moved mailbox does: other UIDs under another UIDVALIDITY."""
        for path in self.place.glob("dovecot*"):
            path.unlink()
        (self.place / "dovecot-uidlist").write_text("3 V99999999 N1 G0123456789abcdef0123456789abcdef\n")


class Wire:
    """A way to the server that is cut after so many octets of its answers."""

    def __init__(self, port: int, after: int) -> None:
        self.target, self.left = port, after
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])

    def run(self) -> None:
        """Serve one connection."""
        with suppress(OSError):
            near, _ = self.listener.accept()
            far = socket.create_connection(("127.0.0.1", self.target))
            back = threading.Thread(target=self._carry, args=(near, far))
            back.start()
            while self.left > 0 and (data := far.recv(min(self.left, 4096))):
                near.sendall(data)
                self.left -= len(data)
            for end in (near, far):
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)
            back.join()
            near.close()
            far.close()

    @staticmethod
    def _carry(near: socket.socket, far: socket.socket) -> None:
        with suppress(OSError):
            while data := near.recv(4096):
                far.sendall(data)


@contextmanager
def cut_after(port: int, octets: int) -> Iterator[int]:
    """A port that leads to `port` and breaks after so many octets were answered."""
    wire = Wire(port, octets)
    thread = threading.Thread(target=wire.run)
    thread.start()
    try:
        yield wire.port
    finally:
        wire.listener.close()
        thread.join()
