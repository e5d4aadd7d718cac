"""A running site with the demo, an SMTP server that takes its mails, and Debian's chromium to visit it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.databases import ON_POSTGRES
from tests.faults.smtp_server import SmtpServer
from tests.postgres import Server

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = "chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
REFUSED = "nieznana"
"""Mails to addresses that begin so are refused for good."""
PATIENCE = 180
"""Seconds that a start may take on a busy machine, and a mail: what organisers change is swept up every minute."""


@dataclass(frozen=True)
class Site:
    """The running site: its address, its folder, the demo organiser's sign-in, the server that takes its mails."""

    url: str
    instance: Path
    email: str
    password: str
    post: SmtpServer

    def mails_to(self, address: str) -> list[EmailMessage]:
        """The mails taken so far for an address, in order."""
        taken = [content for to, content in tuple(self.post.taken) if to == address]
        mails = [message_from_bytes(content, policy=policy.default) for content in taken]
        return [mail for mail in mails if isinstance(mail, EmailMessage)]

    def wait_for_mail(self, address: str, count: int = 1) -> list[EmailMessage]:
        """The mails to an address, as soon as there are so many."""
        deadline = time.monotonic() + PATIENCE
        while len(found := self.mails_to(address)) < count:
            assert time.monotonic() < deadline, f"{len(found)} of {count} mails to {address}"
            time.sleep(0.2)
        return found


@pytest.fixture(scope="session")
def post() -> Iterator[SmtpServer]:
    """An SMTP server that knows everybody but one."""
    with SmtpServer() as server:
        server.recipient = lambda address: "550 5.1.1 no such user" if address.startswith(REFUSED) else None
        yield server


@pytest.fixture(scope="session")
def running_site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, post: SmtpServer
) -> Iterator[Site]:
    """`flask db upgrade`, `flask demo load`, `flask serve`, on a free port of the loopback."""
    instance, port = tmp_path_factory.mktemp("instance"), free_port()
    server: Server | None = request.getfixturevalue("postgres_server") if ON_POSTGRES else None
    environment = {
        **os.environ,
        "DATABASE_URL": server.new_database() if server else "",
        "INSTANCE": str(instance),
        "PORT": str(port),
        "BASE_URL": f"http://127.0.0.1:{port}",
        "DEMO": "1",
        "MAIL_SERVER": "127.0.0.1",
        "MAIL_PORT": str(post.port),
        "MAIL_SECURITY": "none",
        "HOLD_MINUTES": "0",
    }
    flask = [sys.executable, "-m", "flask", "--app", "app"]
    for command in (["db", "upgrade"], ["demo", "load"]):
        subprocess.run([*flask, *command], cwd=ROOT, env=environment, check=True, capture_output=True)
    log = (instance / "serve.log").open("w")
    serving = subprocess.Popen([*flask, "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/trainings/", serving)
        email, password = (instance / "demo_sign_in").read_text().split()
        yield Site(f"http://127.0.0.1:{port}", instance, email, password, post)
    finally:
        serving.send_signal(signal.SIGTERM)
        serving.wait(PATIENCE)
        log.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium."""
    path = shutil.which(CHROMIUM)
    if path is None:
        message = "Debian's chromium is not installed"
        pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, running_site: Site) -> Iterator[OpenPage]:
    """Opens a visitor's window: open_page(width=360, javascript=False, color_scheme="dark")."""
    contexts = []

    def open_(width: int = 1280, javascript: bool = True, **options: object) -> Page:
        context = browser.new_context(
            base_url=running_site.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=javascript,
            locale="pl-PL",
            timezone_id="Europe/Warsaw",
            **options,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        return page

    yield open_
    for context in contexts:
        context.close()


def sign_in(page: Page, site: Site) -> None:
    """Sign in as the demo organiser."""
    page.goto("/account/sign-in")
    page.get_by_label("Adres e-mail").fill(site.email)
    page.get_by_label("Hasło").fill(site.password)
    page.get_by_role("button", name="Zaloguj się").click()
    page.wait_for_url("**/desk/**")


def free_port() -> int:
    """A port below those that the system gives to outgoing connections. Every test process looks among ten of its
    own: the server shares its port (SO_REUSEPORT), so two that looked at once would answer each other's pages."""
    first = 18000 + os.getpid() % 97 * 10
    for port in range(first, first + 10):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no free port")


def _wait_until_up(url: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except OSError:
            assert server.poll() is None, "the site ended instead of starting"
            assert time.monotonic() < deadline, "the site did not come up"
            time.sleep(0.2)
