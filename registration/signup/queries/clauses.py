"""The versions of an organisation's texts, and how many people saw each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import case, func, orm, select

from registration.partners.models import Organisation
from registration.signup.models import Clause, ClauseKind, Consent


@dataclass(frozen=True)
class Version:
    """One version in all its languages, with how many people were shown it and how many consents are in force."""

    number: int
    texts: dict[str, Clause]
    shown: int
    in_force: int


def versions(db: orm.Session, organisation_id: int) -> dict[ClauseKind, list[Version]]:
    """All versions by kind, the newest first; two statements."""
    wanted = select(Clause).where(Clause.organisation_id == organisation_id)
    rows = db.scalars(wanted.order_by(Clause.version.desc(), Clause.language.desc(), Clause.id)).all()
    counts = _counts(db, organisation_id)
    found: dict[ClauseKind, list[Version]] = {kind: [] for kind in ClauseKind}
    for kind in ClauseKind:
        of_kind = [row for row in rows if row.kind is kind]
        for number in dict.fromkeys(row.version for row in of_kind):
            texts = {row.language: row for row in of_kind if row.version == number}
            shown = sum(counts.get(row.id, (0, 0))[0] for row in texts.values())
            in_force = sum(counts.get(row.id, (0, 0))[1] for row in texts.values())
            found[kind].append(Version(number, texts, shown, in_force))
    return found


def _counts(db: orm.Session, organisation_id: int) -> dict[int, tuple[int, int]]:
    in_force = func.sum(case((Consent.given & Consent.withdrawn_at.is_(None), 1), else_=0))
    wanted = (
        select(Consent.clause_id, func.count(), in_force)
        .join(Clause, Clause.id == Consent.clause_id)
        .where(Clause.organisation_id == organisation_id)
        .group_by(Consent.clause_id)
    )
    return {clause: (shown, given) for clause, shown, given in db.execute(wanted)}


def owners(db: orm.Session, ids: Collection[int] | None) -> Sequence[Organisation]:
    """The organisations that have such texts, or are among `ids`; None for all that have them. By name."""
    having = Organisation.id.in_(select(Clause.organisation_id))
    mine = having if ids is None else Organisation.id.in_(ids)
    return db.scalars(select(Organisation).where(mine).order_by(Organisation.sort_key, Organisation.id)).all()
