"""The one field of the page that corrects an address."""

from flask_babel import lazy_gettext as _l
from wtforms import EmailField
from wtforms.validators import DataRequired

from registration.web.forms import BaseForm, address, one_line


class AddressForm(BaseForm):
    """The right address."""

    email = EmailField(
        _l("The right address"),
        filters=[one_line],
        validators=[DataRequired(_l("Enter an e-mail address")), address],
    )
