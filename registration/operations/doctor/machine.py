"""The machine: Python, time, disk, the instance folder, the fonts."""

import os
import platform
import shutil
import stat
import sys
import zoneinfo
from datetime import UTC, datetime
from pathlib import Path

from registration.config import ROOT, Settings
from registration.core.language import N_
from registration.operations.doctor.finding import About, Findings
from registration.web import fonts
from registration.web.security import MAX_BODY

OLDEST_PYTHON = (3, 11)
GIGABYTE = 1024**3
TOO_LITTLE, LITTLE = 0.2, 1.0
"""Gigabytes: below the first nothing can be relied on, below the second somebody should act."""
FONT_FOLDER = "/assets/fonts/"


def look(settings: Settings, now: datetime) -> Findings:
    """All of it."""
    yield About(N_("Python %(version)s"), {"version": platform.python_version()}).judged(
        sys.version_info >= OLDEST_PYTHON, N_("Install Python 3.11 or newer.")
    )
    yield from _time(settings, now)
    yield from _folder(settings.instance)
    yield from _key(settings)
    yield from _space(settings.instance)
    yield from _fonts()
    yield About(N_("A form may carry up to %(size)d MB"), {"size": MAX_BODY // 1024**2}).good()


def _time(settings: Settings, now: datetime) -> Findings:
    known = len(zoneinfo.available_timezones()) > 1
    yield About(N_("Time zone data: %(zone)s"), {"zone": settings.zone}).judged(
        known, N_("The tables of time zones are missing. On Debian: apt-get install tzdata")
    )
    made = datetime.fromtimestamp((ROOT / "app.py").stat().st_mtime, UTC)
    yield About(N_("Clock: %(time)s UTC"), {"time": f"{now:%Y-%m-%d %H:%M:%S}"}).judged(
        now >= made, N_("The clock is behind the program’s own files. Set it: timedatectl set-ntp true")
    )


def _folder(folder: Path) -> Findings:
    about = About(N_("Instance folder: %(folder)s"), {"folder": str(folder)})
    if not os.access(folder, os.W_OK | os.X_OK):
        yield about.wrong(
            N_("The program cannot write there. Give its user the folder: chown -R zapisy %(folder)s")
        )
    elif stat.S_IMODE(folder.stat().st_mode) & 0o007:
        yield about.note(N_("Everybody on this machine can look in. Close it: chmod o= %(folder)s"))
    else:
        yield about.good()


def _key(settings: Settings) -> Findings:
    path = settings.instance / "secret_key"
    if settings.secret_key:
        yield About(N_("Secret key: from the settings")).good()
        return
    about = About(N_("Secret key: %(file)s"), {"file": str(path)})
    if not path.exists():
        yield about.wrong(
            N_("It is missing. Start the program once, or restore it: without it no personal link opens.")
        )
    else:
        closed = not stat.S_IMODE(path.stat().st_mode) & 0o077
        yield about.judged(closed, N_("Others can read it. Close it: chmod 600 %(file)s"))


def _space(folder: Path) -> Findings:
    free = shutil.disk_usage(folder).free / GIGABYTE
    about = About(N_("Disk: %(free)s GB free"), {"free": f"{free:.1f}"})
    cure = N_("Make room, or sign-ups will soon be refused.")
    if free >= LITTLE:
        yield about.good()
    else:
        yield about.wrong(cure) if free < TOO_LITTLE else about.note(cure)


def _fonts() -> Findings:
    about = About(N_("Fonts"))
    try:
        sheet = fonts.style_sheet(FONT_FOLDER)
    except (ImportError, OSError):
        sheet = ""
    yield about.judged(
        bool(sheet), N_("The packages with the fonts are missing: pip install -r requirements.txt")
    )
