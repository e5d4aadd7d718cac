"""StoredFile: some bytes; Picture: one picture in several sizes, each a Rendition."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from registration.core.database import Base, Id, Line


class StoredFile(Base):
    """Bytes by their content: uploaded twice, they are one row."""

    __tablename__ = "stored_files"
    __table_args__ = (
        CheckConstraint("length(sha256) = 64", name="sha256_length"),
        CheckConstraint("size > 0", name="not_empty"),
        CheckConstraint("(width IS NULL) = (height IS NULL)", name="both_sides"),
    )

    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    """Of the content, in lower case hexadecimal: the checksum that pages show, and the name in instance/files."""
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes."""
    media_type: Mapped[str] = mapped_column(String(100))
    """As found in the content, never as the browser or the name says."""
    name: Mapped[Line]
    """As it was called when it first came, without folders; whoever refers to it may keep a name of its own."""
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[datetime]
    kept_at: Mapped[datetime]
    """When it was last uploaded: the sweep leaves alone what is younger than a day."""
    uploaded_by_id: Mapped[int | None]
    """The account; None for the program. No foreign key: accounts stand above this room."""
    uploaded_by: Mapped[Line]


class Picture(Base):
    """A picture that was uploaded. The upload itself is not kept: it may tell where and by whom it was taken."""

    __tablename__ = "pictures"
    __table_args__ = (CheckConstraint("width > 0 AND height > 0", name="has_sides"),)

    id: Mapped[Id]
    width: Mapped[int]
    """Of the upload, turned upright."""
    height: Mapped[int]
    name: Mapped[Line]
    created_at: Mapped[datetime]

    renditions: Mapped[list["Rendition"]] = relationship(
        order_by="Rendition.width, Rendition.id", cascade="all, delete-orphan", lazy="selectin"
    )

    def of_type(self, media_type: str) -> list["Rendition"]:
        """The sizes in one format, the smallest first."""
        return [one for one in self.renditions if one.file.media_type == media_type]

    @property
    def fallback(self) -> "Rendition":
        """The largest in a format that every browser and mail program shows: JPEG or PNG."""
        return [one for one in self.renditions if one.file.media_type != "image/webp"][-1]


class Rendition(Base):
    """The picture in one size and format."""

    __tablename__ = "picture_renditions"
    __table_args__ = (UniqueConstraint("picture_id", "file_id"),)

    id: Mapped[Id]
    picture_id: Mapped[int] = mapped_column(ForeignKey("pictures.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"), index=True)
    width: Mapped[int]
    height: Mapped[int]

    file: Mapped[StoredFile] = relationship(lazy="joined", innerjoin=True)
