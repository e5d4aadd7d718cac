"""Without an SMTP server: mails as .eml files in instance/mail/, for trying out and for `make run`."""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from registration.outbox.carrier import Claim, Unreachable
from registration.outbox.models import Failure


class FolderCarrier:
    """Puts each mail into a file of its own; a file that is there is whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, claim: Claim) -> str:
        """Write the file and give its name, each time the same. Raises Unreachable when the disk will not."""
        final = self.folder / file_name(claim)
        unfinished = final.with_suffix(".part")
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(claim.content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(final)
        except OSError as problem:
            raise Unreachable(f"{type(problem).__name__}: {problem.strerror}", Failure.DISK) from problem
        return final.name

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing to close."""


def file_name(claim: Claim) -> str:
    """ "20260701T070000Z-k7mx4pq9abcd.eml": in order of time, saying nothing of a person."""
    return f"{claim.frozen_at:%Y%m%dT%H%M%SZ}-{claim.public_id}.eml"
