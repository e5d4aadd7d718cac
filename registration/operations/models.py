"""WorkerHeartbeat: when a worker last ran its schedule. One row, whichever worker wrote it."""

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped

from registration.core.database import Base, Id


class WorkerHeartbeat(Base):
    """The worker's sign of life, written every minute."""

    __tablename__ = "worker_heartbeat"
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

    id: Mapped[Id]
    at: Mapped[datetime]
