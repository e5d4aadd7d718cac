"""Operations: what whoever runs the program needs to know and do: health pages, backup and restore, the move to
PostgreSQL, `flask doctor`.

Owns one row, the worker's heartbeat. Looks at the other packages, changes nothing of theirs; nobody calls it but
registration.wiring.
"""

from flask import Flask


def register_tasks() -> None:
    """The worker says every minute that it lives."""
    from registration import jobs
    from registration.operations.tasks import beat

    jobs.periodic("operations.beat", minutes=1)(beat)


def register_commands(app: Flask) -> None:
    """Add `flask backup`, `flask database` and `flask doctor`."""
    from registration.operations.cli import backup, database
    from registration.operations.doctor.cli import doctor

    app.cli.add_command(backup)
    app.cli.add_command(database)
    app.cli.add_command(doctor)
