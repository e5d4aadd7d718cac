"""What is done with contacts and their lists."""

from registration.partners.services.contacts.ending import end_post
from registration.partners.services.contacts.erasing import erase_contact
from registration.partners.services.contacts.lists import (
    delete_list,
    join_list,
    leave_list,
    make_list,
    rename_list,
)
from registration.partners.services.contacts.saving import add_contact, change_contact
from registration.partners.services.contacts.tidying import ContactCommand

__all__ = [
    "ContactCommand",
    "add_contact",
    "change_contact",
    "delete_list",
    "end_post",
    "erase_contact",
    "join_list",
    "leave_list",
    "make_list",
    "rename_list",
]
