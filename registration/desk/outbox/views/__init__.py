"""The pages: all mails, an event's mails, one mail with its source and picture, sending again, giving up."""

from flask import Blueprint

outbox_desk = Blueprint("outbox_desk", __name__)

from registration.desk.outbox.views import address as _address  # noqa: E402, F401  the pages join
from registration.desk.outbox.views import lists as _lists  # noqa: E402, F401
from registration.desk.outbox.views import many as _many  # noqa: E402, F401
from registration.desk.outbox.views import single as _single  # noqa: E402, F401
