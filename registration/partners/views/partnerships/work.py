"""Components and their products."""

from flask import Response
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from registration.partners.forms.partnership.work import ComponentForm, ProductForm
from registration.partners.models import Partnership, Product
from registration.partners.services.partnerships import work as services
from registration.partners.services.partnerships.changing import own
from registration.partners.views.partnerships import shown
from registration.partners.views.partnerships.access import attempt, done, moved, page, partnership_for, saved
from registration.partners.views.partnerships.blueprints import partnerships_desk
from registration.web.fields import EditForm

_ONE = "/<int:partnership_id>/components/<int:component_id>"


@partnerships_desk.route("/<int:partnership_id>/components", methods=["GET", "POST"])
def components(partnership_id: int) -> ResponseReturnValue:
    """The sequence, and a form for the next one."""
    known = partnership_for(partnership_id)
    form = ComponentForm(data={"edition": known.edition}).offer(known)
    if not form.validate_on_submit():
        return _list_page(known, form)
    told = form.to_command()
    refused = attempt(
        partnership_id, form, lambda db, editing: services.add_component(db, editing, told), _list_page
    )
    return refused or done(_("The component is added."), "components", partnership_id)


@partnerships_desk.route(_ONE, methods=["GET", "POST"])
def component(partnership_id: int, component_id: int) -> ResponseReturnValue:
    """Change a component, start it, end it."""
    known = partnership_for(partnership_id)
    form = ComponentForm.of(known, own(known.components, component_id))
    if not form.validate_on_submit():
        return _page("component", known, form, component_id)
    told = form.to_command()
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.change_component(db, editing, component_id, told),
        lambda now, again, **more: _page("component", now, again, component_id, **more),
        lambda now: ComponentForm.of(now, own(now.components, component_id), formdata=None),
    )
    return refused or done(saved(), "components", partnership_id)


@partnerships_desk.post(f"{_ONE}/move")
def move_component(partnership_id: int, component_id: int) -> ResponseReturnValue:
    """Up or down, as far as the sequence allows."""
    return moved(
        partnership_id,
        "components",
        lambda db, editing, by: services.move_component(db, editing, component_id, by),
    )


@partnerships_desk.route(f"{_ONE}/remove", methods=["GET", "POST"])
def remove_component(partnership_id: int, component_id: int) -> ResponseReturnValue:
    """Ask before a component goes with its products."""
    known = partnership_for(partnership_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _page("component_remove", known, form, component_id)
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.remove_component(db, editing, component_id),
        lambda now, again, **more: _page("component_remove", now, again, component_id, **more),
    )
    return refused or done(_("The component is removed."), "components", partnership_id)


@partnerships_desk.route(f"{_ONE}/products", methods=["GET", "POST"])
def products(partnership_id: int, component_id: int) -> ResponseReturnValue:
    """One more product."""
    known = partnership_for(partnership_id)
    form = ProductForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _page("product_new", known, form, component_id)
    told = form.to_command()
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.add_product(db, editing, component_id, told),
        lambda now, again, **more: _page("product_new", now, again, component_id, **more),
    )
    return refused or done(_("The product is added."), "components", partnership_id)


@partnerships_desk.route(f"{_ONE}/products/<int:product_id>", methods=["GET", "POST"])
def product(partnership_id: int, component_id: int, product_id: int) -> ResponseReturnValue:
    """Change a product, adopt it."""
    known = partnership_for(partnership_id)
    form = ProductForm.of(known, _of(known, component_id, product_id))
    if not form.validate_on_submit():
        return _product_page("product", known, form, component_id, product_id)
    told = form.to_command()
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.change_product(db, editing, component_id, product_id, told),
        lambda now, again, **more: _product_page("product", now, again, component_id, product_id, **more),
        lambda now: ProductForm.of(now, _of(now, component_id, product_id), formdata=None),
    )
    return refused or done(saved(), "components", partnership_id)


@partnerships_desk.route(f"{_ONE}/products/<int:product_id>/remove", methods=["GET", "POST"])
def remove_product(partnership_id: int, component_id: int, product_id: int) -> ResponseReturnValue:
    """Ask before a product goes."""
    known = partnership_for(partnership_id)
    form = EditForm(data={"edition": known.edition})
    if not form.validate_on_submit():
        return _product_page("product_remove", known, form, component_id, product_id)
    refused = attempt(
        partnership_id,
        form,
        lambda db, editing: services.remove_product(db, editing, component_id, product_id),
        lambda now, again, **more: _product_page(
            "product_remove", now, again, component_id, product_id, **more
        ),
    )
    return refused or done(_("The product is removed."), "components", partnership_id)


def _list_page(known: Partnership, form: ComponentForm, **more: object) -> Response:
    listed = [shown.component(one) for one in known.components]
    return page("components", known, form.offer(known), components=listed, **more)


def _page(name: str, known: Partnership, form: EditForm, component_id: int, **more: object) -> Response:
    one = own(known.components, component_id)
    if isinstance(form, ComponentForm):
        form.offer(known, one)
    return page(name, known, form, component=shown.component(one), **more)


def _product_page(
    name: str, known: Partnership, form: EditForm, component_id: int, product_id: int, **more: object
) -> Response:
    one = shown.product(_of(known, component_id, product_id))
    return _page(name, known, form, component_id, product=one, **more)


def _of(known: Partnership, component_id: int, product_id: int) -> Product:
    return own(own(known.components, component_id).products, product_id)
