"""Items: their texts and addresses, publication, photographs in order, the history."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import orm, select, update
from sqlalchemy.exc import IntegrityError

from registration.accounts import audit
from registration.files import services as files
from registration.news import errors, services
from registration.news.models import NewsItem, NewsState, Photograph
from registration.news.services import NewsCommand, PhotographCommand
from registration.news.services.changes import Editing
from registration.partners.models import Organisation
from tests import factories
from tests.factories import forum, news
from tests.factories.trainings import NOON


def actions(db: orm.Session, item: NewsItem) -> list[str]:
    """What the history tells, the newest first."""
    return [line.action for line in audit.history(db, ("news", item.id))]


def test_an_item_is_a_draft_until_it_is_published(db: orm.Session) -> None:
    made = news.item(db, published=False, title="Sieradzkie+ podpisane!")
    assert (made.state, made.slug, made.published_at) == (NewsState.DRAFT, "sieradzkie-plus-podpisane", None)
    services.publish(db, news.editing(made))
    assert (made.is_public, made.published_at, made.published_by) == (True, NOON, "Anna Nowak (przykład)")
    assert actions(db, made) == ["news.published", "news.added"]


def test_a_second_click_publishes_nothing_twice(db: orm.Session) -> None:
    made = news.item(db)
    services.publish(db, news.editing(made))
    assert actions(db, made).count("news.published") == 1


def test_a_withdrawn_item_keeps_its_day_when_it_comes_back(db: orm.Session) -> None:
    made = news.item(db)
    services.withdraw(db, news.editing(made))
    assert (made.state, made.withdrawn_at) == (NewsState.WITHDRAWN, NOON)
    services.publish(db, Editing(made.id, None, news.WHO, NOON.replace(day=9)))
    assert (made.published_at, made.withdrawn_at) == (NOON, None)


def test_a_title_alone_is_not_published(db: orm.Session) -> None:
    made = news.item(db, published=False, lead="", text="")
    with pytest.raises(errors.NothingToRead):
        services.publish(db, news.editing(made))


def test_two_items_of_one_title_have_two_addresses(db: orm.Session) -> None:
    titles = [news.item(db, title="Łódź").slug for _ in range(3)]
    assert titles == ["lodz", "lodz-2", "lodz-3"]
    assert news.item(db, title="feed").slug == "feed-2"


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"title": "  "}, errors.TitleMissing),
        ({"title": "ą" * 201}, errors.TextTooLong),
        ({"title": "A", "slug": "Zły adres"}, errors.BadAddress),
        ({"title": "A", "slug": "zajety"}, errors.AddressTaken),
        ({"title": "A", "event_id": 4_000_000}, errors.LinkUnknown),
        ({"title": "A", "meeting_id": 4_000_000}, errors.LinkUnknown),
    ],
)
def test_values_that_cannot_stand_are_refused_by_name(
    db: orm.Session, values: dict[str, object], problem: type[Exception]
) -> None:
    news.item(db, slug="zajety")
    with pytest.raises(problem):
        services.add_item(db, factories.organisation(db), NewsCommand(**values), actor=news.WHO, now=NOON)  # type: ignore[arg-type]


def test_the_address_of_a_published_item_is_fixed(db: orm.Session) -> None:
    made = news.item(db)
    with pytest.raises(errors.AddressFixed):
        services.change_item(db, news.editing(made), NewsCommand(title="A", slug="inny"))
    services.change_item(db, news.editing(made), NewsCommand(title="Inny tytuł", lead="x"))
    assert made.slug == "podpisano-list-intencyjny"


def test_an_item_is_about_things_of_its_own_institution(db: orm.Session) -> None:
    owner: Organisation = factories.organisation(db)
    own, foreign = factories.event(db, organisation=owner), factories.event(db)
    sits = forum.meeting(db, owner=owner)
    made = news.item(db, owner, event_id=own.id, meeting_id=sits.id)
    assert (made.event, made.meeting) == (own, sits)
    with pytest.raises(errors.LinkUnknown):
        services.change_item(db, news.editing(made), NewsCommand(title="A", event_id=foreign.id))


def test_a_stale_form_changes_nothing(db: orm.Session) -> None:
    made = news.item(db, published=False)
    opened = made.edition
    services.change_item(
        db, Editing(made.id, opened, news.WHO, NOON), NewsCommand(title="Pierwsza", lead="x")
    )
    for act in (
        lambda by: services.change_item(db, by, NewsCommand(title="Druga")),
        lambda by: services.publish(db, by),
        lambda by: services.withdraw(db, by),
    ):
        with pytest.raises(errors.NewsChanged):
            act(Editing(made.id, opened, news.WHO, NOON))
    assert made.title == "Pierwsza"


def test_photographs_have_an_order_of_their_own(app: Flask, db: orm.Session) -> None:
    made, folder = news.item(db), Path(app.instance_path)
    first, second, third = (news.photograph(db, made, folder, colour) for colour in ("red", "green", "blue"))
    services.move_photograph(db, news.editing(made), third.id)
    services.move_photograph(db, news.editing(made), first.id)
    db.commit()
    db.expire_all()
    assert [one.id for one in made.photographs] == [first.id, third.id, second.id]


def test_a_photograph_that_is_removed_goes_with_its_bytes_later(app: Flask, db: orm.Session) -> None:
    made = news.item(db)
    one = news.photograph(db, made, Path(app.instance_path))
    services.remove_photograph(db, news.editing(made), one.id)
    assert not db.scalars(select(Photograph)).all()
    assert actions(db, made)[0] == "news.photograph_removed"
    assert files.forget_rows(db, now=NOON.replace(day=3)) == 5
    with pytest.raises(errors.NoSuchPhotograph):
        services.remove_photograph(db, news.editing(made), one.id)


def test_a_photograph_in_use_is_not_swept_away(app: Flask, db: orm.Session) -> None:
    news.photograph(db, news.item(db), Path(app.instance_path))
    assert files.forget_rows(db, now=NOON.replace(day=30)) == 0


def test_the_thirteenth_photograph_is_refused(app: Flask, db: orm.Session) -> None:
    made, folder = news.item(db), Path(app.instance_path)
    for _number in range(12):
        news.photograph(db, made, folder)
    with pytest.raises(errors.TooManyPhotographs):
        news.photograph(db, made, folder)


def test_being_seen_makes_nobody_anything_else(app: Flask, db: orm.Session) -> None:
    from registration.news.describing import Seen

    made = news.item(db)
    before = {table: _count(db, table) for table in ("contacts", "users", "speakers", "organisations")}
    people = (Seen("Starosta Sieradzki", "Mariusz Bądzior"),)
    one = news.photograph(db, made, Path(app.instance_path), alt="", caption="", people=people)
    assert [person.name for person in one.people] == ["Mariusz Bądzior"]
    assert {table: _count(db, table) for table in before} == before


def _count(db: orm.Session, table: str) -> int:
    from sqlalchemy import func
    from sqlalchemy import table as named

    return db.scalar(select(func.count()).select_from(named(table))) or 0


def test_the_database_itself_refuses_a_photograph_without_words(app: Flask, db: orm.Session) -> None:
    one = news.photograph(db, news.item(db), Path(app.instance_path))
    for alt, decorative in (("", False), ("Opis", True)):
        wrong = update(Photograph).where(Photograph.id == one.id).values(alt=alt, decorative=decorative)
        with pytest.raises(IntegrityError), db.begin_nested():
            db.execute(wrong)


def test_words_of_a_photograph_can_be_corrected(app: Flask, db: orm.Session) -> None:
    made = news.item(db)
    one = news.photograph(db, made, Path(app.instance_path))
    services.change_photograph(db, news.editing(made), one.id, PhotographCommand(alt="Lepszy opis."))
    assert (one.alt, one.caption) == ("Lepszy opis.", "")
    assert actions(db, made)[0] == "news.photograph_changed"
