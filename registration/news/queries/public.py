"""What everybody may read: published items, the latest first."""

from sqlalchemy import Select, exists, orm, select
from sqlalchemy.orm.interfaces import ORMOption

from registration.files.models import Rendition, StoredFile
from registration.forum.models import Meeting
from registration.news.models import NewsItem, NewsState, Photograph

FEED_LENGTH = 30
MOST_ABOUT = 10


def published() -> Select[NewsItem]:
    """All items, without their photographs."""
    return _public().options(orm.raiseload(NewsItem.photographs))


def public_item(db: orm.Session, slug: str) -> NewsItem | None:
    """One item with all that its page shows."""
    wanted = _public().where(NewsItem.slug == slug).options(_pictures(), *links())
    return db.scalars(wanted).one_or_none()


def in_feed(db: orm.Session) -> list[NewsItem]:
    """The newest items with their photographs."""
    return list(db.scalars(_public().options(_pictures()).limit(FEED_LENGTH)))


def about_event(db: orm.Session, event_id: int) -> list[NewsItem]:
    """The newest items about an event, or about a meeting that sits in it."""
    meeting = orm.aliased(Meeting)
    sits_there = exists().where(meeting.id == NewsItem.meeting_id, meeting.session.has(event_id=event_id))
    wanted = published().where((NewsItem.event_id == event_id) | sits_there).limit(MOST_ABOUT)
    return list(db.scalars(wanted))


def about_partnership(db: orm.Session, partnership_id: int) -> list[NewsItem]:
    """The newest items about a partnership."""
    return list(db.scalars(published().where(NewsItem.partnership_id == partnership_id).limit(MOST_ABOUT)))


def about_project(db: orm.Session, project_id: int) -> list[NewsItem]:
    """The newest items about events of a project, or about meetings of its forum."""
    event = NewsItem.event.has(project_id=project_id)
    meeting = NewsItem.meeting.has(Meeting.forum.has(project_id=project_id))
    return list(db.scalars(published().where(event | meeting).limit(MOST_ABOUT)))


def public_rendition(db: orm.Session, sha256: str) -> StoredFile | None:
    """A picture's size by its checksum, where a published item shows it."""
    shown = (
        exists()
        .where(
            Rendition.file_id == StoredFile.id,
            Photograph.picture_id == Rendition.picture_id,
            NewsItem.id == Photograph.item_id,
            NewsItem.state == NewsState.PUBLISHED,
        )
        .correlate(StoredFile)
    )
    return db.scalars(select(StoredFile).where(StoredFile.sha256 == sha256, shown)).one_or_none()


def links() -> tuple[ORMOption, ...]:
    """With the event and the meeting that it is about."""
    return (
        orm.joinedload(NewsItem.event),
        orm.joinedload(NewsItem.meeting).joinedload(Meeting.forum),
        orm.joinedload(NewsItem.partnership),
    )


def _public() -> Select[NewsItem]:
    wanted = select(NewsItem).where(NewsItem.state == NewsState.PUBLISHED)
    return wanted.order_by(NewsItem.published_at.desc(), NewsItem.id.desc())


def _pictures() -> ORMOption:
    return orm.selectinload(NewsItem.photographs)
