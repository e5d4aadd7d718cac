"""The texts shown at sign-up, and to speakers and staff: an organisation starts with these; a new text is a new
version."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import orm, select

from registration.accounts.audit import Actor, record
from registration.core.catalogue import LANGUAGES, speak
from registration.core.language import N_, Sentence
from registration.partners.models import Organisation
from registration.signup import queries
from registration.signup.errors import ClauseRenewed, ClauseUnchanged
from registration.signup.models import Clause, ClauseKind
from registration.signup.queries.clauses import versions
from registration.trainings.models import Event, Visibility

FIRST_TEXTS = {
    ClauseKind.INFORMATION: N_(
        "The controller of your data is %(owner)s. We process them to run this event: "
        "to register you, to send you what you need to know about it and to draw up its documents "
        "(Art. 6(1)(e) GDPR, and for access needs your request under Art. 9(2)(a)). We keep them as long as running "
        "and documenting the event takes, then for the time that the archiving rules of the controller require. "
        "They may be passed to those who run the controller's computer systems and mail. You may ask to see, correct "
        "or erase your data, object to their use and complain to the President of the Personal Data Protection Office "
        "(Prezes UODO). Giving your data is voluntary, but without them you cannot be registered. Access needs are "
        "seen only by the coordinator of the event."
    ),
    ClauseKind.PICTURES: N_(
        "I agree that %(owner)s may publish pictures from this event on which I can be recognised. I can withdraw "
        "this consent at any time by the link in the confirmation."
    ),
    ClauseKind.NEWS: N_(
        "I agree to receive e-mails from %(owner)s about further events. I can withdraw this consent at any time "
        "by a link in each of them."
    ),
    ClauseKind.HOSTS: N_(
        "The controller of your data is %(owner)s. Whoever prepared the event gave us your "
        "name, post or duty and e-mail address. We process them to run this event (Art. 6(1)(e) GDPR) and keep them "
        "as long as running and documenting it takes, then for the time that the archiving rules of the controller "
        "require. They may be passed to those who run the controller’s computer systems and mail. You may ask to "
        "see, correct or erase your data, object to their use and complain to the President of the Personal Data "
        "Protection Office (Prezes UODO)."
    ),
}
NAMES_CONTACT = (ClauseKind.INFORMATION, ClauseKind.HOSTS)


WITH_CONTACT = N_("%(owner)s (contact: %(contact)s)")


def prepare_event(db: orm.Session, event_id: int, now: datetime) -> None:
    """A published event's owner has the texts that its form shows, from the first sign-up on (GDPR, art. 13)."""
    event = db.get(Event, event_id)
    if event is not None and event.visibility is Visibility.PUBLISHED:
        ensure_clauses(db, event.organisation, now)


def ensure_clauses(db: orm.Session, owner: Organisation, now: datetime) -> None:
    """Give an organisation the first version of each clause that it has not yet, in every language."""
    wanted = select(Clause.kind, Clause.language).where(Clause.organisation_id == owner.id)
    held = {(kind, language) for kind, language in db.execute(wanted)}
    for language in LANGUAGES:
        for kind in FIRST_TEXTS:
            if (kind, language) in held:
                continue
            _add(db, owner.id, (kind, language, 1), first_text(owner, kind, language), now)
    db.flush()


def first_text(owner: Organisation, kind: ClauseKind, language: str) -> str:
    """What an organisation without a text of its own begins with."""
    named = owner.name
    if kind in NAMES_CONTACT and owner.email:
        named = speak(Sentence(WITH_CONTACT, {"owner": owner.name, "contact": owner.email}), language)
    return speak(Sentence(FIRST_TEXTS[kind], {"owner": named}), language)


def told_to_hosts(db: orm.Session, owner: Organisation, language: str) -> str:
    """What speakers and staff of the organisation's events are told (invites.hooks.host_clauses)."""
    found = queries.clause_for_hosts(db, owner.id, language)
    return found.text if found else first_text(owner, ClauseKind.HOSTS, language)


@dataclass(frozen=True)
class NewTexts:
    """A new version: the text by language ("pl", "en"), and the version that its writer had before them (0: none)."""

    kind: ClauseKind
    texts: Mapping[str, str]
    base: int


def write_clause(
    db: orm.Session, organisation_id: int, command: NewTexts, *, actor: Actor, now: datetime
) -> int:
    """Put a new version in force, in all languages at once; gives its number. Older ones stay as they were shown.

    Raises ClauseRenewed when somebody was faster, ClauseUnchanged.
    """
    db.get_one(Organisation, organisation_id, with_for_update=True)
    [current, *_older] = [*versions(db, organisation_id)[command.kind], None]
    number = current.number if current else 0
    if number != command.base:
        raise ClauseRenewed
    held = {language: one.text for language, one in current.texts.items()} if current else {}
    if held == dict(command.texts):
        raise ClauseUnchanged
    for language, text in command.texts.items():
        _add(db, organisation_id, (command.kind, language, number + 1), text, now)
    told = {"consent": command.kind.value, "clause_version": number + 1}
    thing = ("organisation", organisation_id)
    record(db, actor, "clause.written", thing, now=now, after=told, organisation_id=organisation_id)
    db.flush()
    return number + 1


def _add(
    db: orm.Session, organisation_id: int, which: tuple[ClauseKind, str, int], text: str, now: datetime
) -> None:
    kind, language, version = which
    db.add(
        Clause(
            organisation_id=organisation_id,
            kind=kind,
            language=language,
            version=version,
            text=text,
            created_at=now,
        )
    )
