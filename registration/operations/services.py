"""Writing the worker's sign of life."""

from datetime import datetime

from sqlalchemy import orm, update

from registration.core.once import added
from registration.operations.models import WorkerHeartbeat

THE_ROW = 1


def beat(db: orm.Session, now: datetime) -> None:
    """Note that a worker ran at `now`. Two workers whose first beats meet leave one row."""
    noted = update(WorkerHeartbeat).where(WorkerHeartbeat.id == THE_ROW).values(at=now)
    if db.execute(noted.returning(WorkerHeartbeat.id)).first():
        return
    if not added(db, WorkerHeartbeat(id=THE_ROW, at=now)):
        db.execute(noted)
