"""How the audit trail of calendar entries and staff reads (registration.accounts.history)."""

from registration.core.language import N_

ACTIONS = {
    "event.staff_added": N_("Person added to the staff"),
    "event.staff_changed": N_("Person of the staff changed"),
    "event.staff_removed": N_("Person taken off the staff"),
    "event.entry_again": N_("Calendar entry sent again"),
    "event.answer_settled_declined": N_("Calendar’s answer settled: declined"),
    "event.answer_settled_delegated": N_("Calendar’s answer settled: somebody else was named"),
    "event.answer_settled_counter": N_("Calendar’s answer settled: another time was proposed"),
}
NAMES = {"staff": N_("Staff of the event"), "invitee": N_("Person")}
