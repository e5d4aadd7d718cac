"""Signing up, changing one's answers, resigning and coming back, consents and their texts, the personal link."""

from registration.signup.services.address import correct_address
from registration.signup.services.choosing import choose_sessions, must_choose, offered
from registration.signup.services.clauses import NewTexts, ensure_clauses, first_text, write_clause
from registration.signup.services.consents import give_consent, withdraw_consent
from registration.signup.services.coordinators import name_coordinator, release_coordinator
from registration.signup.services.ending import remove, withdraw
from registration.signup.services.link import replace_link, send_links
from registration.signup.services.linking import add_and_link, link_institution
from registration.signup.services.manage import ChangeAnswers, change_answers
from registration.signup.services.needs import erase_needs
from registration.signup.services.returning import may_return, undo_end
from registration.signup.services.sign_up import Receipt, SignUpCommand, sign_up

__all__ = [
    "ChangeAnswers",
    "NewTexts",
    "Receipt",
    "SignUpCommand",
    "add_and_link",
    "change_answers",
    "choose_sessions",
    "correct_address",
    "ensure_clauses",
    "erase_needs",
    "first_text",
    "give_consent",
    "link_institution",
    "may_return",
    "must_choose",
    "name_coordinator",
    "offered",
    "release_coordinator",
    "remove",
    "replace_link",
    "send_links",
    "sign_up",
    "undo_end",
    "withdraw",
    "withdraw_consent",
    "write_clause",
]
