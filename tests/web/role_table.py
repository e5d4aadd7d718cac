"""The table of the role walk: every endpoint, who may do what there, and what stands in its address.

A page with `PUBLIC` is for everybody; every other rule but NOTHING sends a visitor to sign in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from tests.web.role_world import Who


class Answer(Enum):
    """How a page receives somebody."""

    IN = "let in"
    SIGN_IN = "sent to sign in"
    REFUSED = "refused (403)"
    HIDDEN = "told that there is no such page (404)"


IN, SIGN_IN, REFUSED, HIDDEN = Answer.IN, Answer.SIGN_IN, Answer.REFUSED, Answer.HIDDEN
Rule = Mapping[Who, Answer]


def rule(*let_in: Who, others: Answer, **single: Answer) -> Rule:
    """A visitor is sent to sign in; `let_in` come in; `others` the rest, but for those named."""
    found = {who: IN if who in let_in else others for who in Who}
    named = {Who[name.upper()]: answer for name, answer in single.items()}
    return {**found, Who.VISITOR: SIGN_IN, **named}


PUBLIC: Rule = dict.fromkeys(Who, IN)
NOTHING: Rule = dict.fromkeys(Who, HIDDEN)
SIGNED_IN = rule(others=IN)
ADMINISTRATORS = rule(Who.ADMINISTRATOR, others=REFUSED)
ORGANISERS = rule(Who.ORGANISER, Who.STRANGER, Who.ADMINISTRATOR, others=REFUSED)
SEES_EVENT = rule(Who.ORGANISER, Who.COORDINATOR, Who.DOOR_STAFF, Who.ADMINISTRATOR, others=HIDDEN)
EDITS_EVENT = rule(Who.ORGANISER, Who.ADMINISTRATOR, others=HIDDEN, coordinator=REFUSED, door_staff=REFUSED)
LINKS_INSTITUTIONS = rule(Who.ORGANISER, Who.ADMINISTRATOR, others=REFUSED, stranger=HIDDEN)
SEES_PARTICIPANTS = rule(Who.ORGANISER, Who.COORDINATOR, Who.ADMINISTRATOR, others=HIDDEN, door_staff=REFUSED)
KEEPS_CONTACTS = rule(Who.ORGANISER, Who.ADMINISTRATOR, others=HIDDEN)
EDITS_CLAUSES = rule(Who.ORGANISER, Who.ADMINISTRATOR, others=HIDDEN)
EDITS_FORUM = rule(Who.ORGANISER, Who.SECRETARY, Who.ADMINISTRATOR, others=HIDDEN)


@dataclass(frozen=True)
class Line:
    """One endpoint. `given`: argument of its address = name of the world's value, where the two differ."""

    endpoint: str
    rule: Rule
    given: Mapping[str, str] = field(default_factory=dict)


def line(endpoint: str, expected: Rule, **given: str) -> Line:
    """A line of the table."""
    return Line(endpoint, expected, given)


TABLE: tuple[Line, ...] = (
    # the site
    line("static", PUBLIC, filename="file"),
    line("institutions.search", PUBLIC),
    line("institutions.proposals", PUBLIC),
    line("pages.home", PUBLIC),
    line("pages.accessibility", PUBLIC),
    line("pages.privacy", PUBLIC),
    line("pages.preferences", PUBLIC),
    line("pages.save_preferences", PUBLIC),
    line("pages.font", PUBLIC, name="font"),
    line("pages.robots", PUBLIC),
    line("pages.favicon", PUBLIC),
    line("health.live", PUBLIC),
    line("health.ready", PUBLIC),
    # trainings, sign-up, calendars, forum and what links in mails open
    line("trainings.catalogue", PUBLIC),
    line("trainings.past", PUBLIC),
    line("trainings.show", PUBLIC),
    line("trainings.dates", PUBLIC),
    line("signup.form", PUBLIC),
    line("signup.link", PUBLIC),
    line("signup.link_sent", PUBLIC),
    line("signup.mine", PUBLIC, token="registration"),
    line("signup.change", PUBLIC, token="registration"),
    line("signup.choose", PUBLIC, token="registration"),
    line("signup.resign", PUBLIC, token="registration"),
    line("signup.undo", PUBLIC, token="registration"),
    line("signup.new_link", PUBLIC, token="registration"),
    line("signup.link_replaced", PUBLIC),
    line("signup.give_consent", PUBLIC, token="registration"),
    line("signup.withdraw_consent", PUBLIC, token="registration"),
    line("signup.confirmation", PUBLIC, token="sign_up"),
    line("invites.program", PUBLIC, token="registration"),
    line("calendars.subscribe", PUBLIC),
    line("calendars.public_feed", PUBLIC),
    line("calendars.event_file", PUBLIC),
    line("calendars.session_file", PUBLIC, public_id="session"),
    line("partnerships.index", PUBLIC),
    line("partnerships.show", PUBLIC, slug="partnership"),
    line("partnerships.document", PUBLIC, slug="partnership", sha256="document_sum", name="document_name"),
    line("projects.index", PUBLIC),
    line("projects.show", PUBLIC, slug="project"),
    line("projects.logo", PUBLIC, sha256="logo_sum", ending="logo_ending"),
    line("forum.index", PUBLIC),
    line("forum.show", PUBLIC, slug="forum"),
    line("forum.meeting", PUBLIC, slug="forum"),
    line("news.index", PUBLIC),
    line("news.show", PUBLIC, slug="news"),
    line("news.picture", PUBLIC, sha256="photo", ending="jpg"),
    line("news.feed", PUBLIC),
    line("mailings.invitation", PUBLIC, token="invitation"),
    line("mailings.opt_out", PUBLIC, token="opt_out"),
    line("mailings.save_opt_out", PUBLIC, token="opt_out"),
    line("mailings.one_click", PUBLIC, token="opt_out"),
    line("mailings.next_date", PUBLIC),
    line("mailings.next_date_asked", PUBLIC),
    line("mailings.next_date_sign_up", PUBLIC, token="told"),
    line("mailings.waiting", PUBLIC, token="waiting"),
    line("mailings.save_waiting", PUBLIC, token="waiting"),
    line("mailings.waiting_one_click", PUBLIC, token="waiting"),
    # signing in
    line("accounts.login", PUBLIC),
    line("accounts.forgot_password", PUBLIC),
    line("accounts.reset_sent", PUBLIC),
    line("accounts.reset_password", PUBLIC, token="spent"),
    line("accounts.welcome", PUBLIC, token="spent"),
    line("accounts.two_factor_token_validation", PUBLIC),
    line("accounts.two_factor_rescue", PUBLIC),
    line("accounts.mf_recovery", PUBLIC),
    line("accounts.logout", PUBLIC),
    line("accounts.signed_out", PUBLIC),
    # the first run is over as soon as somebody has an account
    line("accounts.first_run", NOTHING),
    # one's own account
    line("accounts.own", SIGNED_IN),
    line("accounts.verify", SIGNED_IN),
    line("accounts.change_password", SIGNED_IN),
    line("accounts.two_factor", SIGNED_IN),
    line("accounts.start_two_factor", SIGNED_IN),
    line("accounts.two_factor_setup", SIGNED_IN),
    line("accounts.two_factor_picture", SIGNED_IN),
    line("accounts.two_factor_off", SIGNED_IN),
    line("accounts.new_recovery_codes", SIGNED_IN),
    # the accounts of others
    line("accounts.people", ADMINISTRATORS),
    line("partners_desk.index", ORGANISERS),
    line("partners_desk.new", ORGANISERS),
    line("partners_desk.show", ORGANISERS),
    line("partners_desk.edit", ADMINISTRATORS),
    line("partners_desk.end", ADMINISTRATORS),
    # contacts: nobody sees another organisation's
    line("contacts_desk.index", ORGANISERS),
    line("contacts_desk.search", ORGANISERS),
    line("contacts_desk.tick", ORGANISERS),
    line("contacts_desk.export", ORGANISERS),
    line("contacts_desk.new", ORGANISERS),
    line("contacts_desk.show", KEEPS_CONTACTS),
    line("contacts_desk.edit", KEEPS_CONTACTS),
    line("contacts_desk.end", KEEPS_CONTACTS),
    line("contacts_desk.erase", KEEPS_CONTACTS),
    line("contacts_desk.upload", ORGANISERS),
    line("contacts_desk.show_import", KEEPS_CONTACTS),
    line("contacts_desk.columns", KEEPS_CONTACTS),
    line("contacts_desk.run_import", KEEPS_CONTACTS),
    line("contacts_desk.discard_import", KEEPS_CONTACTS),
    line("contacts_desk.refused_rows", KEEPS_CONTACTS),
    line("contacts_desk.trail", ORGANISERS),
    line("contacts_desk.doubles", ORGANISERS),
    line("contacts_desk.merge", KEEPS_CONTACTS),
    line("contacts_desk.told_apart", KEEPS_CONTACTS),
    line("contacts_desk.lists", ORGANISERS),
    line("contacts_desk.rename", KEEPS_CONTACTS, list_id="contact_list_id"),
    line("contacts_desk.delete", KEEPS_CONTACTS, list_id="contact_list_id"),
    line("accounts.invite", ADMINISTRATORS),
    line("accounts.person", ADMINISTRATORS),
    line("accounts.revoke", ADMINISTRATORS),
    line("accounts.close", ADMINISTRATORS),
    line("accounts.reopen", ADMINISTRATORS),
    line("accounts.invite_again", ADMINISTRATORS),
    line("accounts.person_two_factor_off", ADMINISTRATORS),
    # the desk
    line("desk.overview", SIGNED_IN),
    line("trainings_desk.index", SIGNED_IN),
    line("forum_desk.index", SIGNED_IN),
    # a new thing of an organisation
    line("trainings_desk.new", ORGANISERS),
    line("forum_desk.new", ORGANISERS),
    line("outbox_desk.index", ORGANISERS),
    line("outbox_desk.search", ORGANISERS),
    # an institution's texts for participants
    line("signup_desk.clause_owners", ORGANISERS),
    line("signup_desk.clauses", EDITS_CLAUSES),
    line("signup_desk.edit_clause", EDITS_CLAUSES, kind="clause_kind"),
    line("outbox_desk.ask_to_send_all", ORGANISERS),
    line("outbox_desk.send_all", ORGANISERS),
    line("outbox_desk.ask_to_drop_all", ORGANISERS),
    line("outbox_desk.drop_all", ORGANISERS),
    # news
    line("partnerships_desk.index", ORGANISERS),
    line("partnerships_desk.new", ORGANISERS),
    line("partnerships_desk.overview", EDITS_CLAUSES),
    line("partnerships_desk.texts", EDITS_CLAUSES),
    line("partnerships_desk.parties", EDITS_CLAUSES),
    line("partnerships_desk.communes", EDITS_CLAUSES),
    line("partnerships_desk.party", EDITS_CLAUSES),
    line("partnerships_desk.move_party", EDITS_CLAUSES),
    line("partnerships_desk.remove_party", EDITS_CLAUSES),
    line("partnerships_desk.documents", EDITS_CLAUSES),
    line("partnerships_desk.document", EDITS_CLAUSES),
    line("partnerships_desk.move_document", EDITS_CLAUSES),
    line("partnerships_desk.remove_document", EDITS_CLAUSES),
    line("partnerships_desk.document_file", EDITS_CLAUSES),
    line("partnerships_desk.signatories", EDITS_CLAUSES),
    line("partnerships_desk.signatory", EDITS_CLAUSES),
    line("partnerships_desk.remove_signatory", EDITS_CLAUSES),
    line("partnerships_desk.components", EDITS_CLAUSES),
    line("partnerships_desk.component", EDITS_CLAUSES),
    line("partnerships_desk.move_component", EDITS_CLAUSES),
    line("partnerships_desk.remove_component", EDITS_CLAUSES),
    line("partnerships_desk.products", EDITS_CLAUSES),
    line("partnerships_desk.product", EDITS_CLAUSES),
    line("partnerships_desk.remove_product", EDITS_CLAUSES),
    line("partnerships_desk.status", EDITS_CLAUSES),
    line("partnerships_desk.selection", EDITS_CLAUSES),
    line("partnerships_desk.publish", EDITS_CLAUSES),
    line("partnerships_desk.hide", EDITS_CLAUSES),
    line("partnerships_desk.delete", EDITS_CLAUSES),
    line("projects_desk.index", ORGANISERS),
    line("projects_desk.new", ORGANISERS),
    line("projects_desk.overview", EDITS_CLAUSES),
    line("projects_desk.texts", EDITS_CLAUSES),
    line("projects_desk.parties", EDITS_CLAUSES),
    line("projects_desk.party", EDITS_CLAUSES, party_id="project_party_id"),
    line("projects_desk.move_party", EDITS_CLAUSES, party_id="project_party_id"),
    line("projects_desk.remove_party", EDITS_CLAUSES, party_id="project_party_id"),
    line("projects_desk.funding", EDITS_CLAUSES),
    line("projects_desk.remove_funding", EDITS_CLAUSES),
    line("projects_desk.new_logo", EDITS_CLAUSES),
    line("projects_desk.logo", EDITS_CLAUSES),
    line("projects_desk.move_logo", EDITS_CLAUSES),
    line("projects_desk.remove_logo", EDITS_CLAUSES),
    line("projects_desk.publish", EDITS_CLAUSES),
    line("projects_desk.hide", EDITS_CLAUSES),
    line("projects_desk.delete", EDITS_CLAUSES),
    line("signup_desk.project_participation", EDITS_CLAUSES),
    line("signup_desk.participation_file", EDITS_CLAUSES, kind="table_kind"),
    line("news_desk.index", ORGANISERS),
    line("news_desk.new", ORGANISERS),
    line("news_desk.show", EDITS_CLAUSES, item_id="news_id"),
    line("news_desk.edit", EDITS_CLAUSES, item_id="news_id"),
    line("news_desk.preview", EDITS_CLAUSES, item_id="news_id"),
    line("news_desk.picture", EDITS_CLAUSES, item_id="news_id", sha256="photo", ending="jpg"),
    line("news_desk.publish", EDITS_CLAUSES, item_id="news_id"),
    line("news_desk.withdraw", EDITS_CLAUSES, item_id="news_id"),
    line("news_desk.add_photograph", EDITS_CLAUSES, item_id="news_id"),
    line("news_desk.edit_photograph", EDITS_CLAUSES, item_id="news_id"),
    line("news_desk.move_photograph", EDITS_CLAUSES, item_id="news_id"),
    line("news_desk.remove_photograph", EDITS_CLAUSES, item_id="news_id"),
    # an event
    line("trainings_desk.overview", SEES_EVENT),
    line("trainings_desk.preview", SEES_EVENT),
    # its participants
    line("signup_desk.institutions", ORGANISERS),
    line("signup_desk.link_institution", LINKS_INSTITUTIONS),
    line("signup_desk.add_institution", LINKS_INSTITUTIONS),
    line("signup_desk.participants", SEES_PARTICIPANTS),
    line("signup_desk.coordinators", EDITS_EVENT),
    line("signup_desk.release_coordinator", EDITS_EVENT),
    line("invites_desk.index", SEES_PARTICIPANTS),
    line("invites_desk.ask_again", EDITS_EVENT),
    line("invites_desk.again", EDITS_EVENT),
    line("invites_desk.settle_answer", SEES_PARTICIPANTS),
    line("invites_desk.staff", EDITS_EVENT),
    line("invites_desk.one_of_staff", EDITS_EVENT),
    line("invites_desk.remove", EDITS_EVENT),
    line("signup_desk.search", SEES_PARTICIPANTS),
    line("signup_desk.print_list", SEES_PARTICIPANTS),
    line("signup_desk.participant", SEES_PARTICIPANTS),
    line("signup_desk.change_participant", SEES_PARTICIPANTS),
    line("signup_desk.remove_participant", SEES_PARTICIPANTS),
    line("signup_desk.restore_participant", SEES_PARTICIPANTS),
    line("signup_desk.renew_link", SEES_PARTICIPANTS),
    line("outbox_desk.about_event", SEES_PARTICIPANTS),
    # its programme, mailings and mails
    line("trainings_desk.basics", EDITS_EVENT),
    line("trainings_desk.programme", EDITS_EVENT),
    line("trainings_desk.place", EDITS_EVENT),
    line("trainings_desk.change_venue", EDITS_EVENT),
    line("trainings_desk.new_venue", EDITS_EVENT),
    line("trainings_desk.speakers", EDITS_EVENT),
    line("trainings_desk.speaker", EDITS_EVENT),
    line("trainings_desk.remove_speaker", EDITS_EVENT),
    line("trainings_desk.publish", EDITS_EVENT),
    line("trainings_desk.unpublish", EDITS_EVENT),
    line("trainings_desk.cancel", EDITS_EVENT),
    line("trainings_desk.archive", EDITS_EVENT),
    line("trainings_desk.restore", EDITS_EVENT),
    line("trainings_desk.delete", EDITS_EVENT),
    line("trainings_desk.history", EDITS_EVENT),
    line("trainings_desk.undo", EDITS_EVENT),
    line("trainings_desk.copy", EDITS_EVENT),
    line("trainings_desk.dates", EDITS_EVENT),
    line("trainings_desk.unlink", EDITS_EVENT),
    line("mailings_desk.index", EDITS_EVENT),
    line("mailings_desk.start", EDITS_EVENT),
    line("mailings_desk.who", EDITS_EVENT),
    line("mailings_desk.content", EDITS_EVENT),
    line("mailings_desk.check", EDITS_EVENT),
    line("mailings_desk.preview", EDITS_EVENT),
    line("mailings_desk.recipients", EDITS_EVENT),
    line("mailings_desk.test", EDITS_EVENT),
    line("mailings_desk.send", EDITS_EVENT),
    line("mailings_desk.delivery", EDITS_EVENT),
    line("mailings_desk.discard", EDITS_EVENT),
    line("outbox_desk.mail", EDITS_EVENT, public_id="mail"),
    line("outbox_desk.preview", EDITS_EVENT, public_id="mail"),
    line("outbox_desk.ask_to_drop", EDITS_EVENT, public_id="mail"),
    line("outbox_desk.drop", EDITS_EVENT, public_id="mail"),
    line("outbox_desk.correct_address", EDITS_EVENT, public_id="mail"),
    line("outbox_desk.send_again", EDITS_EVENT, public_id="mail"),
    # a forum
    line("forum_desk.show", EDITS_FORUM),
    line("forum_desk.edit", EDITS_FORUM),
    line("forum_desk.members", EDITS_FORUM),
    line("forum_desk.new_meeting", EDITS_FORUM),
    line("forum_desk.meeting", EDITS_FORUM),
    line("forum_desk.particulars", EDITS_FORUM),
    line("forum_desk.agenda", EDITS_FORUM),
    line("forum_desk.usual_agenda", EDITS_FORUM),
    line("forum_desk.edit_item", EDITS_FORUM),
    line("forum_desk.move_item", EDITS_FORUM),
    line("forum_desk.remove_item", EDITS_FORUM),
    line("forum_desk.convene", EDITS_FORUM),
    line("forum_desk.open_meeting", EDITS_FORUM),
    line("forum_desk.presence", EDITS_FORUM),
    line("forum_desk.text", EDITS_FORUM),
    line("forum_desk.revisions", EDITS_FORUM),
    line("forum_desk.vote", EDITS_FORUM),
    line("forum_desk.strike", EDITS_FORUM),
    line("forum_desk.resolution", EDITS_FORUM),
    line("forum_desk.close", EDITS_FORUM),
    line("forum_desk.minutes", EDITS_FORUM),
    line("forum_desk.approve", EDITS_FORUM),
    line("forum_desk.publish", EDITS_FORUM),
    line("forum_desk.cancel", EDITS_FORUM),
    line("forum_desk.drop", EDITS_FORUM),
)
