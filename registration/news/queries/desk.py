"""What organisers see: all items of their institutions."""

from collections.abc import Collection

from sqlalchemy import Select, orm, select

from registration.files.models import Rendition, StoredFile
from registration.forum.models import Forum, Meeting
from registration.news.models import NewsItem, NewsState, Photograph
from registration.news.queries.public import links
from registration.partners.models import Partnership
from registration.trainings.models import Event

MOST_TO_LINK = 200


def at_desk(organisations: Collection[int] | None, state: NewsState | None = None) -> Select[NewsItem]:
    """Items of the organisations (None: of all), the last changed first."""
    wanted = select(NewsItem).options(orm.raiseload(NewsItem.photographs))
    if organisations is not None:
        wanted = wanted.where(NewsItem.organisation_id.in_(organisations))
    if state is not None:
        wanted = wanted.where(NewsItem.state == state)
    return wanted.order_by(NewsItem.changed_at.desc(), NewsItem.id.desc())


def for_desk(db: orm.Session, item_id: int) -> NewsItem | None:
    """One item with all that its pages show."""
    wanted = select(NewsItem).where(NewsItem.id == item_id)
    return db.scalars(wanted.options(orm.selectinload(NewsItem.photographs), *links())).one_or_none()


def rendition_of(db: orm.Session, item_id: int, sha256: str) -> StoredFile | None:
    """A size of one of the item's pictures."""
    wanted = (
        select(StoredFile)
        .join(Rendition, Rendition.file_id == StoredFile.id)
        .join(Photograph, Photograph.picture_id == Rendition.picture_id)
        .where(Photograph.item_id == item_id, StoredFile.sha256 == sha256)
    )
    return db.scalars(wanted.limit(1)).one_or_none()


def events_to_link(db: orm.Session, organisation_id: int) -> list[Event]:
    """Events of the organisation, the latest first."""
    wanted = select(Event).where(Event.organisation_id == organisation_id)
    latest = wanted.order_by(Event.starts_at.desc().nulls_last(), Event.id.desc()).limit(MOST_TO_LINK)
    return list(db.scalars(latest.options(orm.raiseload("*"))))


def partnerships_to_link(db: orm.Session, organisation_id: int) -> list[Partnership]:
    """Partnerships that the organisation keeps, and published ones of others, by the Polish alphabet."""
    own = Partnership.organisation_id == organisation_id
    wanted = select(Partnership).where(own | Partnership.published_at.is_not(None))
    in_order = wanted.order_by(Partnership.sort_key, Partnership.id).limit(MOST_TO_LINK)
    return list(db.scalars(in_order.options(orm.raiseload("*"))))


def meetings_to_link(db: orm.Session, organisation_id: int) -> list[Meeting]:
    """Meetings of the organisation's forums, the latest first."""
    wanted = select(Meeting).join(Meeting.forum).where(Forum.organisation_id == organisation_id)
    latest = wanted.order_by(Meeting.id.desc()).limit(MOST_TO_LINK)
    return list(
        db.scalars(latest.options(orm.contains_eager(Meeting.forum), orm.joinedload(Meeting.session)))
    )
