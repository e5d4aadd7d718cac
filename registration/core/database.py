"""The base of every model, and the column types that all packages share."""

import enum
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import BigInteger, DateTime, Dialect, Enum, Integer, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import Composite, DeclarativeBase, composite, mapped_column, registry

from registration.core.partial_date import PartialDate


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Takes aware datetimes only, stores UTC, gives back aware UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To the database; raises ValueError for a naive datetime."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored: give it a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """From the database, aware in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _words(states: type[enum.Enum]) -> list[str]:
    return [str(state.value) for state in states]


class Base(DeclarativeBase):
    """Every model inherits this; Flask-SQLAlchemy's `db` is built on it (registration.extensions)."""

    # The map goes in by `registry`: Flask-SQLAlchemy 3.1 breaks on `type_annotation_map` (its issue #1361).
    registry = registry(
        type_annotation_map={
            datetime: UtcDateTime(),
            enum.Enum: Enum(
                enum.Enum, native_enum=False, length=32, create_constraint=True, values_callable=_words
            ),
        },
        metadata=MetaData(
            naming_convention={
                "ix": "ix_%(table_name)s_%(column_0_N_name)s",
                "uq": "uq_%(table_name)s_%(column_0_N_name)s",
                "ck": "ck_%(table_name)s_%(constraint_name)s",
                "fk": "fk_%(table_name)s_%(column_0_N_name)s",
                "pk": "pk_%(table_name)s",
            }
        ),
    )


Id = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]
Line = Annotated[str, mapped_column(String(300), default="")]
"""One line of a person's text; empty when not given."""
Prose = Annotated[str, mapped_column(Text, default="")]
"""Several lines of text; empty when not given."""
PublicId = Annotated[str, mapped_column(String(32), unique=True)]
"""The part of a link that names a row; no secret by itself."""
Counter = Annotated[int, mapped_column(Integer, default=0)]
Json = dict[str, Any]


def partial_date(name: str) -> Composite[Any]:
    """A `Mapped[PartialDate | None]` over four columns that begin with `name`, all NULL when nothing is known."""
    parts = (mapped_column(f"{name}_{part}", Integer, nullable=True) for part in ("year", "month", "day"))
    printed = mapped_column(f"{name}_as_printed", String(300), nullable=True)
    return composite(PartialDate, *parts, printed, return_none_on=lambda *values: not any(values))
