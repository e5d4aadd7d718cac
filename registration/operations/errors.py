"""Why a backup is not made or not restored, and why an installation does not move."""

from registration.core.errors import DomainError
from registration.core.language import N_


class BackupNotWritten(DomainError):
    """The disk is full, a folder is missing, or the database cannot be read."""

    sentence = N_("The backup was not made, and no part of it was left behind: %(reason)s")


class BackupDamaged(DomainError):
    """The file is not a backup, or not all of one."""

    sentence = N_("%(file)s is no usable backup: %(reason)s")


class BackupIsNewer(DomainError):
    """The backup was made by a newer program."""

    sentence = N_("The backup is of a newer version of the program (%(revision)s). Update the program first.")


class OtherDatabase(DomainError):
    """A backup of SQLite for PostgreSQL, or the other way round."""

    sentence = N_(
        "The backup holds %(found)s, but the settings say %(wanted)s. Set DATABASE_URL to the same kind."
    )


class OtherKey(DomainError):
    """The settings give a secret key, and it is not the backup's."""

    sentence = N_(
        "SECRET_KEY in the settings is not the key of the backup: no personal link of it would open. "
        "Set the key of then, or none."
    )


class NotEmpty(DomainError):
    """There is something that a restore would destroy."""

    sentence = N_("There are data here already. To put the backup in their place, add --replace.")


class StillRuns(DomainError):
    """The program uses what would be replaced."""

    sentence = N_("The program is running, or another one uses its database. Stop it, then restore.")


class ToolMissing(DomainError):
    """PostgreSQL's own programs are not there in the server's version."""

    sentence = N_(
        "%(tool)s of version %(version)d or newer is missing. On Debian: apt-get install postgresql-client-%(version)d"
    )


class RestoreFailed(DomainError):
    """The database refused the backup."""

    sentence = N_("The backup was not restored; what was here before is unchanged: %(reason)s")


class NotFromSqlite(DomainError):
    """The installation is on PostgreSQL already."""

    sentence = N_("The settings do not name an SQLite database: there is nothing to move.")


class NotToPostgres(DomainError):
    """The address names another kind of database, or none."""

    sentence = N_("--to must be the address of a PostgreSQL database: postgresql://user@host/database")


class TargetOutOfReach(DomainError):
    """The server does not answer or lets nobody in."""

    sentence = N_("The target database cannot be reached: %(reason)s")


class TargetNotEmpty(DomainError):
    """Rows would be mixed with others."""

    sentence = N_("The target database holds data already (table %(table)s). Give an empty one.")


class OtherRevision(DomainError):
    """One of the two databases was made by another version of the program."""

    sentence = N_(
        "A database is at revision %(found)s, and this program needs %(wanted)s. "
        "Bring it up to date first: flask --app app db upgrade"
    )


class MoveWhileRunning(DomainError):
    """What is copied would change meanwhile."""

    sentence = N_("The program is running, or another one uses its database. Stop it, then move.")


class MoveFailed(DomainError):
    """A table could not be copied, or is another one afterwards."""

    sentence = N_("Nothing was moved; both databases are unchanged. Table %(table)s: %(reason)s")
