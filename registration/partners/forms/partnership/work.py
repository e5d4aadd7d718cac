"""Components and products."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.validators import DataRequired, Length

from registration.partners.forms.partnership.texts import TOO_LONG, line, prose
from registration.partners.models import Component, ComponentStatus, Partnership, Product, ProductStatus
from registration.partners.services.partnerships.noting import numeral
from registration.partners.services.partnerships.work import ComponentCommand, ProductCommand, products_before
from registration.partners.services.texts import LINE
from registration.partners.words.partnership import COMPONENTS, PRODUCTS
from registration.web.fields import EditForm
from registration.web.forms import one_line
from registration.web.partial_date_field import PartialDateField


class ComponentForm(EditForm):
    """A component, and what it waits for."""

    title = StringField(
        _l("Title"),
        filters=[one_line],
        validators=[
            DataRequired(_l("Enter the title of the component")),
            Length(max=LINE, message=TOO_LONG),
        ],
    )
    status = SelectField(
        _l("Status of the component"), choices=[(one.value, _l(text)) for one, text in COMPONENTS.items()]
    )
    needs = SelectField(
        _l("Waits for"),
        description=_l("The component cannot start before this product of an earlier one is adopted."),
    )
    early_reason = prose(
        _l("Why it starts before that"),
        _l("Only if it starts although the product is not adopted. The reason is kept and shown."),
        rows=3,
    )

    def offer(self, known: Partnership, component: Component | None = None) -> "ComponentForm":
        """The products that it may wait for."""
        found = products_before(known, component)
        choices = [(str(one.id), f"{numeral(one.component)}. {one.name}") for one in found]
        self.needs.choices = [("", _("nothing")), *choices]
        return self

    @classmethod
    def of(cls, known: Partnership, component: Component, **options: object) -> "ComponentForm":
        """The form filled with what is stored."""
        told = {
            "title": component.title,
            "status": component.status.value,
            "needs": str(component.needs_id or ""),
            "early_reason": component.early_reason,
            "edition": known.edition,
        }
        return cls(data=told, **options).offer(known, component)

    def to_command(self) -> ComponentCommand:
        """What was typed."""
        return ComponentCommand(
            title=self.title.data,
            status=ComponentStatus(self.status.data),
            needs_id=int(self.needs.data) if self.needs.data else None,
            early_reason=self.early_reason.data or "",
        )


class ProductForm(EditForm):
    """A product, and its adoption."""

    name = StringField(
        _l("Name of the product"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter the name of the product")), Length(max=LINE, message=TOO_LONG)],
    )
    status = SelectField(
        _l("Status of the product"), choices=[(one.value, _l(text)) for one, text in PRODUCTS.items()]
    )
    adopted_on = PartialDateField(_l("Day of adoption"))
    adopted_by = line(
        _l("By what act"), _l("For example: uchwała nr 12/2026. Kept once the product is adopted.")
    )

    @classmethod
    def of(cls, known: Partnership, product: Product, **options: object) -> "ProductForm":
        """The form filled with what is stored."""
        told = {"name": product.name, "status": product.status.value, "adopted_by": product.adopted_by}
        form = cls(data=told | {"edition": known.edition}, **options)
        if not form.is_submitted() or "formdata" in options:
            form.adopted_on.show(product.adopted_on)
        return form

    def to_command(self) -> ProductCommand:
        """What was typed."""
        status = ProductStatus(self.status.data)
        return ProductCommand(self.name.data, status, self.adopted_on.value, self.adopted_by.data or "")
