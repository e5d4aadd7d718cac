"""Writing the worker's sign of life."""

from datetime import datetime

from sqlalchemy import orm, update
from sqlalchemy.exc import IntegrityError

from registration.operations.models import WorkerHeartbeat

THE_ROW = 1


def beat(db: orm.Session, now: datetime) -> None:
    """Note that a worker ran at `now`. Two workers whose first beats meet leave one row."""
    noted = update(WorkerHeartbeat).where(WorkerHeartbeat.id == THE_ROW).values(at=now)
    if db.execute(noted.returning(WorkerHeartbeat.id)).first():
        return
    try:
        with db.begin_nested():
            db.add(WorkerHeartbeat(id=THE_ROW, at=now))
    except IntegrityError:
        db.execute(noted)
