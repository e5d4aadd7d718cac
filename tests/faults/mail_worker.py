"""A worker process for the tests: the real one, with the sample mails and, if asked, a clock that is ahead.

Usage: python -m tests.faults.mail_worker INSTANCE SMTP_PORT SECONDS_AHEAD, with DATABASE_URL in the environment;
empty for SQLite in the instance.
"""

import os
import sys
import time
from pathlib import Path

import time_machine

from registration import create_app
from registration.config import MailSecurity, Settings
from registration.jobs.worker import work
from tests.factories.mails import use_samples

THREADS = 3


def main(instance: str, port: str, ahead: str) -> None:
    """Run until killed."""
    settings = Settings(
        instance=Path(instance),
        secret_key="test-key",
        database_url=os.environ["DATABASE_URL"],
        base_url="http://localhost",
        mail_server="127.0.0.1",
        mail_port=int(port),
        mail_security=MailSecurity.NONE,
    )
    app = create_app(settings)
    use_samples(app)
    with time_machine.travel(time.time() + int(ahead)), app.app_context():
        work(app.extensions["zapisy.jobs"], THREADS)


if __name__ == "__main__":
    main(*sys.argv[1:])
