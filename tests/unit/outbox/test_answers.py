"""What mail servers say, and what follows."""

import pytest

from registration.outbox.answers import Fate, Step, enhanced, verdict
from registration.outbox.models import Failure

R, C, S = Step.RECIPIENT, Step.CONTENT, Step.SENDER


@pytest.mark.parametrize(
    ("answer", "step", "fate", "failure"),
    [
        ("550 5.1.1 <a@b.pl>: Recipient address rejected: User unknown", R, Fate.REFUSED, Failure.ADDRESS),
        ("550 No such user here", R, Fate.REFUSED, Failure.ADDRESS),
        ("550 5.1.2 domain not found", R, Fate.REFUSED, Failure.ADDRESS),
        ("550 5.2.1 mailbox disabled", R, Fate.REFUSED, Failure.ADDRESS),
        ("550 5.4.4 unable to route: no mail hosts for domain", R, Fate.REFUSED, Failure.ADDRESS),
        ("552 5.2.2 mailbox is over quota", R, Fate.REFUSED, Failure.MAILBOX_FULL),
        (
            "552 Requested mail action aborted: exceeded storage allocation",
            R,
            Fate.REFUSED,
            Failure.MAILBOX_FULL,
        ),
        ("452 4.2.2 mailbox full", R, Fate.LATER, Failure.MAILBOX_FULL),
        ("554 5.7.1 Message rejected as spam", C, Fate.REFUSED, Failure.POLICY),
        ("550 5.7.26 This mail is unauthenticated", C, Fate.REFUSED, Failure.POLICY),
        ("554 looks like spam", C, Fate.REFUSED, Failure.POLICY),
        ("550 5.0.0 blocked using bl.example.org", R, Fate.REFUSED, Failure.POLICY),
        ("552 5.3.4 message size exceeds fixed limit", S, Fate.REFUSED, Failure.TOO_LARGE),
        ("552 message too large", C, Fate.REFUSED, Failure.TOO_LARGE),
        ("554 5.6.0 cannot be converted", C, Fate.REFUSED, Failure.OTHER),
        ("554 transaction failed", C, Fate.REFUSED, Failure.OTHER),
        ("530 5.7.0 Authentication required", S, Fate.NOBODY, Failure.ACCOUNT),
        ("535 5.7.8 bad password", Step.SIGNING_IN, Fate.NOBODY, Failure.ACCOUNT),
        ("454 4.7.0 temporary authentication failure", Step.SIGNING_IN, Fate.NOBODY, Failure.ACCOUNT),
        ("550 5.7.1 sender not allowed", S, Fate.NOBODY, Failure.ACCOUNT),
        ("554 go away", Step.CONNECTING, Fate.NOBODY, Failure.CONNECTION),
        ("421 4.7.0 too many messages", C, Fate.SLOWER, Failure.RATE),
        ("450 4.7.1 rate limit exceeded", R, Fate.SLOWER, Failure.RATE),
        ("451 4.7.500 server busy", C, Fate.SLOWER, Failure.RATE),
        ("452 4.5.3 too many recipients this hour", R, Fate.SLOWER, Failure.RATE),
        ("450 quota exceeded for sender", S, Fate.SLOWER, Failure.RATE),
        ("421 shutting down", Step.CONNECTING, Fate.SLOWER, Failure.RATE),
        ("450 4.2.0 Recipient address rejected: Greylisted", R, Fate.LATER, Failure.GREYLISTED),
        ("451 4.7.1 Greylisting in action, please come back later", R, Fate.LATER, Failure.GREYLISTED),
        ("451 try later", C, Fate.LATER, Failure.OTHER),
    ],
)
def test_an_answer_is_read_as_its_writer_meant_it(
    answer: str, step: Step, fate: Fate, failure: Failure
) -> None:
    code, _, text = answer.partition(" ")
    found = verdict(int(code), text, step)
    assert (found.fate, found.failure) == (fate, failure)


def test_a_status_is_read_at_the_head_of_the_text_only() -> None:
    assert enhanced("5.1.1 no such user") == (5, 1, 1)
    assert enhanced("4.7.500 busy") == (4, 7, 500)
    assert enhanced("see 5.1.1") is None
    assert enhanced("10.5.1.1 is listed") is None
    assert enhanced("5.1") is None
