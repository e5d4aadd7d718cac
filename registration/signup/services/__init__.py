"""Signing up, changing one's answers, resigning, and asking for a lost link."""

from registration.signup.services.choosing import choose_sessions, must_choose, offered
from registration.signup.services.clauses import ensure_clauses
from registration.signup.services.consents import withdraw_consent
from registration.signup.services.link import send_links
from registration.signup.services.manage import ChangeAnswers, change_answers, withdraw
from registration.signup.services.sign_up import Receipt, SignUpCommand, sign_up

__all__ = [
    "ChangeAnswers",
    "Receipt",
    "SignUpCommand",
    "change_answers",
    "choose_sessions",
    "ensure_clauses",
    "must_choose",
    "offered",
    "send_links",
    "sign_up",
    "withdraw",
    "withdraw_consent",
]
