"""The public address, the proxies in front, and who sends the mails."""

import ipaddress
from urllib.parse import urlsplit

from registration.config import Settings
from registration.core.language import N_
from registration.operations.doctor.finding import About, Finding, Findings


def look(settings: Settings) -> Findings:
    """All of it."""
    yield _base_url(settings)
    yield _proxies(settings)
    yield _sender(settings)


def _base_url(settings: Settings) -> Finding:
    address = urlsplit(settings.base_url)
    about = About(N_("BASE_URL: %(url)s"), {"url": settings.base_url})
    if is_own(address.hostname or ""):
        return about.note(N_("Links in mails open on this machine only. Set BASE_URL to the public address."))
    if address.scheme != "https":
        return about.wrong(
            N_("Personal links and passwords travel unprotected. Set BASE_URL to an https address.")
        )
    if address.path.strip("/") or address.query or address.fragment:
        return about.wrong(N_("BASE_URL is scheme and host alone, such as https://zapisy.example.org"))
    return about.good()


def _proxies(settings: Settings) -> Finding:
    about = About(
        N_("The server listens on %(host)s:%(port)d; trusted proxies: %(proxies)d"),
        {"host": settings.host, "port": settings.port, "proxies": settings.trusted_proxies},
    )
    public = not is_own(urlsplit(settings.base_url).hostname or "")
    if public and is_own(settings.host) and not settings.trusted_proxies:
        return about.wrong(
            N_(
                "A proxy must stand in front, but none is believed: all visitors share one limit. Set TRUSTED_PROXIES=1"
            )
        )
    if settings.trusted_proxies and not is_own(settings.host):
        return about.note(
            N_("Whoever gets past the proxy can pretend any address. Set HOST=127.0.0.1 or close the port.")
        )
    return about.good()


def _sender(settings: Settings) -> Finding:
    about = About(N_("Mails come from %(sender)s"), {"sender": settings.mail_sender})
    cure = N_("Nobody can answer there. Set MAIL_SENDER to a mailbox that somebody reads.")
    if not settings.mail_sender.endswith("localdomain"):
        return about.good()
    return about.wrong(cure) if settings.mail_server else about.note(cure)


def is_own(host: str) -> bool:
    """Whether the host is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
