"""What `flask serve` runs: the commands of server and worker, and what it tells at the start."""

import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click
from flask_babel import gettext as _

from registration.config import ROOT, Settings
from registration.jobs.supervisor import Supervisor
from registration.web.language import say

first_run_codes: list[Callable[[Path], str | None]] = []
"""Each gives the first administrator's code, or None when somebody has an account (registration.wiring)."""

FIRST_RUN = "/account/first-run"
DEMO_SIGN_IN = "demo_sign_in"
SERVER_WORKERS = 2
SERVER_THREADS = 4
WAITING_REQUESTS = 128
"""Requests that one server process accepts at once; more wait in the kernel's queue instead of in memory."""
STARTS_WITHIN = 60.0


def serve(settings: Settings) -> int:
    """Run the site until a signal; the exit code. A busy port is told with its cure."""
    if not _is_free(settings.host, settings.port):
        click.echo(_busy(settings), err=True)
        return 1
    lines = greeting(settings)
    supervisor = Supervisor(commands(settings), ROOT, lambda told: click.echo(say(told), err=True))
    return supervisor.run(lambda: _greet(settings, lines, supervisor.stop.is_set))


def commands(settings: Settings) -> dict[str, list[str]]:
    """The command lines of server and worker."""
    python = sys.executable
    server = [
        python,
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--host",
        settings.host,
        "--port",
        str(settings.port),
    ]
    server += ["--workers", str(SERVER_WORKERS), "--blocking-threads", str(SERVER_THREADS)]
    server += ["--backpressure", str(WAITING_REQUESTS), "--http", "1", "--no-ws", "--log-level", "error"]
    server += ["--respawn-failed-workers", "--respawn-interval", "1"]
    server += ["--workers-lifetime", "12h", "--workers-kill-timeout", "5s", "app:app"]
    return {"server": server, "worker": [python, "-m", "flask", "--app", "app", "worker"]}


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _busy(settings: Settings) -> str:
    told = _("Port %(port)d on %(host)s is taken by another program.", port=settings.port, host=settings.host)
    cure = _("Stop that program, or choose another port: PORT=%(port)d make run", port=settings.port + 1)
    return f"{told}\n{cure}"


def _greet(settings: Settings, lines: list[str], stopped: Callable[[], bool]) -> None:
    """Tell it once the server answers."""
    if _answers(settings.host, settings.port, stopped):
        click.echo("\n".join(["", *lines, _("Ctrl+C stops the site."), ""]))


def greeting(settings: Settings) -> list[str]:
    """The addresses, how to sign in for the first time, and whether mail is sent, line by line."""
    here = f"http://{settings.host}:{settings.port}"
    lines = [
        _("%(name)s is running: %(address)s", name=settings.site_name, address=f"{here}/"),
        _("The organiser's desk: %(address)s", address=f"{here}/desk/"),
    ]
    lines += _ways_in(settings, here)
    if not settings.mail_server:
        lines.append(
            _("E-mail is not sent: it is kept as files in %(folder)s", folder=settings.instance / "mail")
        )
    return lines


def _ways_in(settings: Settings, here: str) -> list[str]:
    """The demo organiser's sign-in and the first administrator's code, where there are such."""
    lines = []
    demo = settings.instance / DEMO_SIGN_IN
    if demo.exists():
        email, password = demo.read_text().splitlines()[:2]
        lines.append(_("Demo organiser: %(email)s, password: %(password)s", email=email, password=password))
    for code in filter(None, (ask(settings.instance) for ask in first_run_codes)):
        lines.append(
            _("First administrator: %(address)s, code: %(code)s", address=here + FIRST_RUN, code=code)
        )
    return lines


def _answers(host: str, port: int, stopped: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < deadline and not stopped():
        try:
            with socket.create_connection((host, port), timeout=1):
                return True
        except OSError:
            time.sleep(0.1)
    return False
