"""The list of contacts: search, filters, and what is done with those that are ticked."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext
from werkzeug.datastructures import MultiDict

from registration.accounts.guards import current_actor
from registration.core import clock
from registration.core.errors import DomainError, NotFound
from registration.extensions import db
from registration.partners.forms.contact import FilterForm
from registration.partners.queries import contact as contacts
from registration.partners.queries.contact import ContactFilters
from registration.partners.services.contacts import join_list, leave_list
from registration.partners.services.contacts.noting import institution_of
from registration.partners.views.contacts.access import keepers, list_for, owner_ids, today
from registration.partners.views.contacts.blueprint import contacts_desk
from registration.web.caching import personal
from registration.web.kept_search import name_search, named_search
from registration.web.language import language, say
from registration.web.writing import reading, writing

PER_PAGE = 50


@contacts_desk.get("/")
def index() -> ResponseReturnValue:
    """Own contacts by name; the search stands in the address by a key that says nothing."""
    found, filters = asked(request.args)
    paged = db.paginate(contacts.listed(found), per_page=PER_PAGE, max_per_page=PER_PAGE, error_out=False)
    return personal(
        render_template(
            "partners/contacts/index.html",
            filter_form=filters,
            paged=paged,
            kept=kept(filters),
            search=found.text,
            chosen_list=int(filters.asked().get("list", 0)),
            day=filters.day.data,
            today=today(),
            institution_of=lambda one: institution_of(one, language()),
            lists=contacts.lists_of(reading(), owner_ids()),
            in_lists=contacts.lists_with(reading(), [one.id for one in paged.items]),
            several=len(keepers()) > 1,
        )
    )


@contacts_desk.post("/search")
def search() -> ResponseReturnValue:
    """Narrow the list; names and addresses that were typed stand in no address of a page."""
    _found, filters = asked(MultiDict(), request.form)
    key = name_search(request.form.get("search", ""))
    shown: dict[str, Any] = {**filters.asked(), **({"q": key} if key else {})}
    return redirect(url_for("contacts_desk.index", **shown), 303)


@contacts_desk.post("/tick")
def tick() -> ResponseReturnValue:
    """Put those that are ticked, or all that were found, into a list, or take them out of one."""
    found, filters = asked(request.form)
    chosen = list_for(request.form.get("into", 0, int))
    act = leave_list if request.form.get("act") == "leave" else join_list
    try:
        with writing() as session:
            ids = _ticked(found)
            number = act(session, chosen.id, ids, actor=current_actor(), now=clock.now(), today=today())
    except NotFound:
        raise
    except DomainError as problem:
        flash(say(problem.told), "error")
    else:
        _tell(act is join_list, number, chosen.name)
    return redirect(url_for("contacts_desk.index", **kept(filters)), 303)


def _tell(joined: bool, number: int, name: str) -> None:
    if joined:
        text = ngettext(
            "%(num)d contact put into “%(name)s”.", "%(num)d contacts put into “%(name)s”.", number, name=name
        )
    else:
        text = ngettext(
            "%(num)d contact taken out of “%(name)s”.",
            "%(num)d contacts taken out of “%(name)s”.",
            number,
            name=name,
        )
    flash(text, "success")


def _ticked(found: ContactFilters) -> list[int]:
    if request.form.get("everybody"):
        return list(reading().scalars(contacts.listed_ids(found)))
    return [int(one) for one in request.form.getlist("contact") if one.isdecimal() and len(one) < 19]


def asked(
    args: "MultiDict[str, str]", typed: "MultiDict[str, str] | None" = None
) -> tuple[ContactFilters, FilterForm]:
    """What the address asks for, of the contacts that the person keeps."""
    owners = owner_ids()
    lists = [one for one, _number in contacts.lists_of(reading(), owners)]
    form = FilterForm(typed if typed is not None else args, lists)
    return form.to_filters(owners, named_search(args.get("q", "")), today()), form


def kept(filters: FilterForm) -> dict[str, Any]:
    """The address's arguments, so that they survive."""
    key = request.values.get("q", "")
    return {**filters.asked(), **({"q": key} if key else {})}
