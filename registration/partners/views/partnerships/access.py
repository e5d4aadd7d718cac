"""What all desk pages of one partnership share."""

from collections.abc import Callable

from sqlalchemy import orm

from registration.partners.errors.partnership import NoSuchPart, NoSuchPartnership, PartnershipChanged
from registration.partners.queries import partnership as queries
from registration.partners.services.partnerships.changing import Editing
from registration.partners.services.partnerships.noting import KIND
from registration.partners.views.keeping import Desk, Show, saved

__all__ = ["Change", "Show", "attempt", "done", "moved", "page", "partnership_for", "saved"]

Change = Callable[[orm.Session, Editing], object]
_desk = Desk(KIND, queries.find, Editing, NoSuchPartnership, NoSuchPart, PartnershipChanged)
partnership_for, page, attempt, done, moved = _desk.thing, _desk.page, _desk.attempt, _desk.done, _desk.moved
