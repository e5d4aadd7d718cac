"""The organiser's first page: what needs doing today."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from registration.accounts.guards import allowed, events_in_reach, forums_in_reach, organisations_in_reach
from registration.accounts.permissions import Act
from registration.core import clock
from registration.desk import queries
from registration.desk.outbox.standing import trouble
from registration.invites.mailbox.position import outage
from registration.invites.mailbox.words import reason
from registration.invites.queries.open_answers import waiting_by_event
from registration.outbox import told
from registration.outbox.failure_words import failure_words
from registration.web.caching import personal
from registration.web.site import settings
from registration.web.writing import reading

desk = Blueprint("desk", __name__)


@desk.get("/")
def overview() -> ResponseReturnValue:
    """What comes, what waits, what went wrong – of everything that the person may see."""
    db, now = reading(), clock.now()
    reach = queries.Reach(organisations_in_reach(), events_in_reach(), forums_in_reach())
    return personal(
        render_template(
            "desk/overview.html",
            now=now,
            coming=queries.coming(db, reach, now),
            coming_in_all=queries.count_coming(db, reach, now),
            drafts=queries.drafts(db, reach),
            failed=queries.failed_mails(db, reach),
            waiting=queries.waiting_mails(db, reach, now),
            meetings=queries.unfinished_minutes(db, reach),
            trouble=trouble(db, now, organisations_in_reach(Act.SEE_OUTBOX)),
            ending=told.ending(db, now, reach.of_mails()),
            reasons=failure_words(),
            mail_goes_out=bool(settings().mail_server),
            outage=outage(db, settings(), now),
            outage_reason=reason,
            answers=waiting_by_event(db, reach.of_events(), now),
            keeps_contacts=allowed(Act.EDIT_PARTNERS) or bool(organisations_in_reach(Act.EDIT_PARTNERS)),
            manages=allowed(Act.MANAGE_ACCOUNTS),
        )
    )
