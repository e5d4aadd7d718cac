"""What everybody may read: the list by month, one item, its pictures, the feed."""

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from registration.core import markdown
from registration.files.answering import answer
from registration.news import atom, queries, schema_org
from registration.news.errors import NoSuchNews, NoSuchPhotograph
from registration.news.models import NewsItem
from registration.news.views import shown
from registration.news.views.blueprints import news
from registration.trainings.views.catalogue import paginated
from registration.web import versions
from registration.web.caching import versioned
from registration.web.site import site
from registration.web.writing import reading

PER_PAGE = 20


@news.get("/")
def index() -> ResponseReturnValue:
    """All items, the latest first, by month."""
    return versioned(versions.content(), _list)


def _list() -> str:
    found = paginated(queries.published(), PER_PAGE)
    return render_template("news/index.html", found=found, months=shown.by_month(found.items))


@news.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    """One item. 404 for a draft and for one that was withdrawn."""
    return versioned(versions.content(), lambda: _item(slug))


def _item(slug: str) -> str:
    found = queries.public_item(reading(), slug)
    if found is None:
        raise NoSuchNews
    return render_template("news/show.html", **of_item(found))


def of_item(item: NewsItem, address: shown.Address = shown.public_picture) -> dict[str, object]:
    """What the template shows; the desk's preview of a draft shows the same."""
    own = site().address(url_for("news.show", slug=item.slug))
    pictures = shown.photographs(item, address)
    image = site().address(pictures[0].picture.src) if pictures else ""
    summary = shown.summary(item)
    return {
        "item": item,
        "address": own,
        "description": summary,
        "image": image,
        "photographs": pictures,
        "text": markdown.render(item.text),
        "links": links(item),
        "structured": Markup(schema_org.as_script(item, own, image, summary, site().name)),  # noqa: S704 (escaped there)
    }


def links(item: NewsItem) -> list[tuple[str, str]]:
    """(words, address) of what it is about, where the public may see that."""
    found = []
    if item.event is not None and item.event.visibility != "draft":
        found.append((item.event.title, url_for("trainings.show", slug=item.event.slug)))
    if item.meeting is not None and item.meeting.state != "planned":
        slug, number = item.meeting.forum.slug, item.meeting.address_part
        found.append((item.meeting.forum.name, url_for("forum.meeting", slug=slug, number=number)))
    if item.partnership is not None and item.partnership.published_at is not None:
        address = url_for("partnerships.show", slug=item.partnership.slug)
        found.append((item.partnership.working_name, address))
    return found


@news.get("/pictures/<sha256>.<ending>")
def picture(sha256: str, ending: str) -> Response:
    """A size of a picture, while a published item shows it."""
    found = queries.public_rendition(reading(), sha256)
    if found is None or shown.ENDINGS.get(found.media_type) != ending:
        raise NoSuchPhotograph
    return answer(found, f"{sha256[:12]}.{ending}")


@news.get("/feed.atom")
def feed() -> ResponseReturnValue:
    """The newest items for feed readers (RFC 4287)."""
    return versioned(versions.content(), _feed, file=not request.query_string)


def _feed() -> Response:
    items = queries.in_feed(reading())
    written = atom.feed([_entry(item) for item in items], _about())
    return Response(written, mimetype="application/atom+xml")


def _about() -> atom.About:
    return atom.About(
        site().name, site().address(url_for("news.feed")), site().address(url_for("news.index"))
    )


def _entry(item: NewsItem) -> atom.Entry:
    first = item.photographs[0].picture.fallback.file if item.photographs else None
    return atom.Entry(
        public_id=item.public_id,
        title=item.title,
        address=site().address(url_for("news.show", slug=item.slug)),
        published=item.published_at or item.changed_at,
        updated=item.changed_at,
        author=item.signed or item.organisation.name,
        summary=shown.summary(item),
        content=str(markdown.render(item.text)),
        picture=atom.Enclosure(site().address(shown.public_picture(first)), first.media_type, first.size)
        if first
        else None,
    )
