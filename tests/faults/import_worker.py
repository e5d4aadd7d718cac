"""A worker process for the tests that works at files of contacts once, and may be killed where it matters most.

Usage: python -m tests.faults.import_worker INSTANCE SECONDS_AHEAD [dying], with DATABASE_URL in the environment.
`dying`: it is killed (SIGKILL) when everybody is written and nothing is committed yet.
"""

import os
import signal
import sys
import time
from pathlib import Path

import time_machine

from registration import create_app
from registration.config import Settings
from registration.partners import tasks
from registration.partners.services.contacts.importing import running


def die(*_args: object, **_values: object) -> None:
    """As a machine that loses its power."""
    os.kill(os.getpid(), signal.SIGKILL)


def main(instance: str, ahead: str, how: str = "") -> None:
    """Work at what there is, and end."""
    settings = Settings(
        instance=Path(instance),
        secret_key="test-key",
        database_url=os.environ["DATABASE_URL"],
        base_url="http://localhost",
    )
    app = create_app(settings)
    if how == "dying":
        running.fill_list = die
    with time_machine.travel(time.time() + int(ahead)), app.app_context():
        tasks.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
