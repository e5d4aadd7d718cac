"""EventSeries: the dates of one training."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from registration.core.database import Base, Id


class EventSeries(Base):
    """Events of one organisation that are dates of the same training, two or more; each points here.

    It has no title: each event keeps its own texts. (schema.org's word; `Event.edition` counts edits.)
    """

    __tablename__ = "event_series"

    id: Mapped[Id]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"), index=True)
    created_at: Mapped[datetime]
