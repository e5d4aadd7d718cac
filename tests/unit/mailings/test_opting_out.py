"""An address that wants no more mailings of an organisation."""

from datetime import UTC, datetime

from sqlalchemy import orm, select

from registration.accounts.audit import history
from registration.mailings import queries
from registration.mailings.models import OptOut, OptOutVia
from registration.mailings.services import opt_back_in, opt_out
from tests.factories import mailings as make

NOW = datetime(2026, 6, 2, 8, 0, tzinfo=UTC)


def opt_outs(db: orm.Session) -> list[OptOut]:
    return list(db.scalars(select(OptOut)))


def test_opting_out_is_kept_with_when_how_and_from_which_mailing(db: orm.Session) -> None:
    recipient = make.recipient(db, make.mailing(db), "Biuro@gmina.example.pl")
    opt_out(db, recipient.id, OptOutVia.ONE_CLICK, now=NOW)
    (made,) = opt_outs(db)
    assert (made.organisation_id, made.email_key, made.at, made.via, made.mailing_id) == (
        recipient.mailing.organisation_id,
        "biuro@gmina.example.pl",
        NOW,
        OptOutVia.ONE_CLICK,
        recipient.mailing_id,
    )


def test_opting_out_again_changes_nothing(db: orm.Session) -> None:
    recipient = make.recipient(db, make.mailing(db))
    opt_out(db, recipient.id, OptOutVia.PAGE, now=NOW)
    opt_out(db, recipient.id, OptOutVia.ONE_CLICK, now=NOW)
    assert [one.via for one in opt_outs(db)] == [OptOutVia.PAGE]
    assert [line.action for line in history(db, ("mailing", recipient.mailing_id))] == ["mailing.opted_out"]


def test_the_way_back_is_open(db: orm.Session) -> None:
    recipient = make.recipient(db, make.mailing(db))
    opt_out(db, recipient.id, OptOutVia.PAGE, now=NOW)
    opt_back_in(db, recipient.id, now=NOW)
    opt_back_in(db, recipient.id, now=NOW)
    assert opt_outs(db) == []
    assert queries.tally(db, recipient.mailing).included == 1


def test_the_history_does_not_say_who(db: orm.Session) -> None:
    recipient = make.recipient(db, make.mailing(db), "tajny@gmina.example.pl")
    opt_out(db, recipient.id, OptOutVia.PAGE, now=NOW)
    (line,) = history(db, ("mailing", recipient.mailing_id))
    assert "tajny" not in f"{line.actor_name}{line.before}{line.after}"


def test_an_opt_out_holds_for_every_mailing_of_the_organisation(db: orm.Session) -> None:
    first = make.recipient(db, make.mailing(db), "a@gmina.example.pl")
    second = make.recipient(db, make.mailing(db, event=first.mailing.event), "a@gmina.example.pl")
    opt_out(db, first.id, OptOutVia.PAGE, now=NOW)
    assert queries.tally(db, second.mailing).included == 0
