"""Pages of outbox."""

from flask import Blueprint

outbox_desk = Blueprint("outbox_desk", __name__)
