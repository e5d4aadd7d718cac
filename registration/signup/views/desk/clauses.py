"""The texts that an organisation shows to participants, speakers and staff: their versions, and a new one."""

from http import HTTPStatus

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.accounts.guards import current_actor, organisations_in_reach, require
from registration.accounts.permissions import Act, Where
from registration.core import clock
from registration.core.errors import DomainError
from registration.partners.models import Organisation
from registration.signup import services
from registration.signup.forms import ClauseForm
from registration.signup.models import ClauseKind
from registration.signup.queries.clauses import Version, owners, versions
from registration.signup.views import signup_desk
from registration.web.caching import personal
from registration.web.writing import reading, writing

LANGUAGES = ("pl", "en")
PREVIEW = "preview"


@signup_desk.get("/clauses/")
def clause_owners() -> ResponseReturnValue:
    """The institutions whose texts the person may write."""
    reach = organisations_in_reach(Act.EDIT_CLAUSES)
    if reach == set():
        abort(HTTPStatus.FORBIDDEN)
    found = owners(reading(), reach)
    return personal(render_template("signup/desk/clause_owners.html", owners=found))


@signup_desk.get("/clauses/<int:organisation_id>")
def clauses(organisation_id: int) -> ResponseReturnValue:
    """What is in force, and every earlier version with how many people saw it."""
    owner = _owner(organisation_id)
    found = versions(reading(), organisation_id)
    return personal(
        render_template("signup/desk/clauses.html", owner=owner, versions=found, kinds=kind_words())
    )


@signup_desk.route("/clauses/<int:organisation_id>/<kind>", methods=["GET", "POST"])
def edit_clause(organisation_id: int, kind: str) -> ResponseReturnValue:
    """A new version, begun from the one in force or an older one; "preview" shows it as participants see it."""
    owner, wanted = _owner(organisation_id), _kind(kind)
    held = versions(reading(), organisation_id)[wanted]
    form = ClauseForm(data=_begun(owner, wanted, held))
    valid = form.validate_on_submit()
    if valid and request.form.get("step") != PREVIEW:
        try:
            with writing() as db:
                services.write_clause(
                    db, organisation_id, form.to_command(wanted), actor=current_actor(), now=clock.now()
                )
        except DomainError as problem:
            form.add_problem(problem)
        else:
            flash(_("The new version is in force."), "success")
            return redirect(url_for("signup_desk.clauses", organisation_id=organisation_id), 303)
    return personal(
        render_template(
            "signup/desk/clause.html",
            owner=_owner(organisation_id),
            kind=wanted,
            kind_name=kind_words()[wanted],
            form=form,
            preview=valid and request.form.get("step") == PREVIEW,
        )
    )


def _owner(organisation_id: int) -> Organisation:
    require(Act.EDIT_CLAUSES, Where(organisation_id=organisation_id))
    return reading().get(Organisation, organisation_id) or abort(HTTPStatus.NOT_FOUND)


def _kind(kind: str) -> ClauseKind:
    if kind not in tuple(ClauseKind):
        abort(HTTPStatus.NOT_FOUND)
    return ClauseKind(kind)


def _begun(owner: Organisation, kind: ClauseKind, held: list[Version]) -> dict[str, str]:
    """The texts to begin with: of the version that the address names, of the newest, or the first ones."""
    base = str(held[0].number) if held else "0"
    asked = request.args.get("from", "")
    version = next((one for one in held if str(one.number) == asked), held[0] if held else None)
    texts = {language: one.text for language, one in version.texts.items()} if version else {}
    first = {one: services.first_text(owner, kind, one) for one in LANGUAGES if one not in texts}
    return {**first, **texts, "base": base}


def kind_words() -> dict[ClauseKind, str]:
    """The kinds as an organiser reads them."""
    return {
        ClauseKind.INFORMATION: _("Information clause"),
        ClauseKind.PICTURES: _("Consent to pictures"),
        ClauseKind.NEWS: _("Consent to e-mails about further events"),
        ClauseKind.HOSTS: _("Information for speakers and staff"),
    }
