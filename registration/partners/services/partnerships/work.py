"""Components in sequence, and their products."""

from dataclasses import dataclass

from sqlalchemy import orm

from registration.core.partial_date import PartialDate
from registration.partners.errors.partnership import (
    ComponentTooEarly,
    NeedsItsOwn,
    ProductNeeded,
    ProductUnnamed,
    TitleMissing,
)
from registration.partners.models import Component, ComponentStatus, Partnership, Product, ProductStatus
from registration.partners.services import texts
from registration.partners.services.partnerships.changing import Editing, changing, counted, moved, own


@dataclass(frozen=True)
class ComponentCommand:
    """A component as typed. `needs_id`: the product of an earlier one that it waits for."""

    title: str
    status: ComponentStatus = ComponentStatus.PLANNED
    needs_id: int | None = None
    early_reason: str = ""


@dataclass(frozen=True)
class ProductCommand:
    """A product as typed. Day and act of adoption count only once it is adopted."""

    name: str
    status: ProductStatus = ProductStatus.PLANNED
    adopted_on: PartialDate | None = None
    adopted_by: str = ""


def add_component(db: orm.Session, editing: Editing, command: ComponentCommand) -> None:
    """The next component. Raises TitleMissing, NeedsItsOwn, ComponentTooEarly, NoSuchPart, TextTooLong,
    NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.component_added") as known:
        made = Component(position=len(known.components), early_reason="")
        known.components.append(made)
        _set(known, made, command)


def change_component(db: orm.Session, editing: Editing, component_id: int, command: ComponentCommand) -> None:
    """Change a component, start it, end it. Raises NoSuchPart and what `add_component` raises."""
    with changing(db, editing, "partnership.component_changed") as known:
        _set(known, own(known.components, component_id), command)


def move_component(db: orm.Session, editing: Editing, component_id: int, by: int) -> None:
    """Up (-1) or down (1): the order is the sequence. Raises NeedsItsOwn where a component would come before what it
    waits for; NoSuchPart, NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.components_ordered") as known:
        ordered = moved(known.components, own(known.components, component_id), by)
        if any(one.needs and one.needs.component.position >= one.position for one in ordered):
            raise NeedsItsOwn


def remove_component(db: orm.Session, editing: Editing, component_id: int) -> None:
    """Take it out with its products. Raises ProductNeeded where a later one waits for one of them; NoSuchPart,
    NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.component_removed") as known:
        component = own(known.components, component_id)
        for product in component.products:
            _refuse_needed(known, product)
        component.needs = None
        db.flush()
        known.components.remove(component)
        db.flush()
        counted(known.components)


def add_product(db: orm.Session, editing: Editing, component_id: int, command: ProductCommand) -> None:
    """One more product of a component. Raises ProductUnnamed, TextTooLong, NoSuchPart, NoSuchPartnership,
    PartnershipChanged."""
    with changing(db, editing, "partnership.product_added") as known:
        component = own(known.components, component_id)
        component.products.append(_made(Product(position=len(component.products)), command))


def change_product(
    db: orm.Session, editing: Editing, component_id: int, product_id: int, command: ProductCommand
) -> None:
    """Change a product, adopt it. Raises what `add_product` raises."""
    with changing(db, editing, "partnership.product_changed") as known:
        _made(own(own(known.components, component_id).products, product_id), command)


def remove_product(db: orm.Session, editing: Editing, component_id: int, product_id: int) -> None:
    """Take a product out. Raises ProductNeeded, NoSuchPart, NoSuchPartnership, PartnershipChanged."""
    with changing(db, editing, "partnership.product_removed") as known:
        component = own(known.components, component_id)
        product = own(component.products, product_id)
        _refuse_needed(known, product)
        component.products.remove(product)
        db.flush()
        counted(component.products)


def products_before(partnership: Partnership, component: Component | None) -> list[Product]:
    """What a component may wait for: the products of those before it; of a new one, of all."""
    until = len(partnership.components) if component is None else component.position
    return [product for one in partnership.components[:until] for product in one.products]


def _set(partnership: Partnership, component: Component, command: ComponentCommand) -> None:
    """Starting before what it waits for is adopted needs a reason, which is kept once given."""
    component.title = texts.required(command.title, TitleMissing)
    component.needs = _needed(partnership, component, command.needs_id)
    reason = texts.prose(command.early_reason, "early_reason")
    begins = command.status is not ComponentStatus.PLANNED and component.status in (
        None,
        ComponentStatus.PLANNED,
    )
    if begins and component.needs and not component.may_start and not reason:
        raise ComponentTooEarly(product=component.needs.name)
    component.status = command.status
    component.early_reason = reason or component.early_reason


def _needed(partnership: Partnership, component: Component, product_id: int | None) -> Product | None:
    if product_id is None:
        return None
    everything = [product for one in partnership.components for product in one.products]
    product = own(everything, product_id)
    if product not in products_before(partnership, component):
        raise NeedsItsOwn
    return product


def _made(product: Product, command: ProductCommand) -> Product:
    adopted = command.status is ProductStatus.ADOPTED
    product.name, product.status = texts.required(command.name, ProductUnnamed), command.status
    product.adopted_on = command.adopted_on if adopted else None
    product.adopted_by = texts.line(command.adopted_by, "adopted_by") if adopted else ""
    return product


def _refuse_needed(partnership: Partnership, product: Product) -> None:
    for one in partnership.components:
        if one.needs is product:
            raise ProductNeeded(product=product.name, component=one.title)
