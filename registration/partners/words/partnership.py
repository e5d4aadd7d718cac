"""What partnerships and their parts are called, in forms, on pages and in the history."""

from registration.core.language import N_
from registration.partners.models import (
    ComponentStatus,
    DocumentKind,
    FrameKind,
    PartnershipStatus,
    PartyRole,
    ProductStatus,
    SelectionResult,
    SigningMode,
)

STATUSES = {
    PartnershipStatus.IDEA: N_("idea"),
    PartnershipStatus.LETTER_SIGNED: N_("letter of intent signed"),
    PartnershipStatus.SUBMITTED: N_("submitted for selection"),
    PartnershipStatus.SELECTED: N_("selected for support"),
    PartnershipStatus.NOT_SELECTED: N_("not selected for support"),
    PartnershipStatus.ACTIVE: N_("partnership at work"),
    PartnershipStatus.CLOSED: N_("partnership closed"),
}
ROLES = {
    PartyRole.LEADER: N_("leader of the partnership"),
    PartyRole.PARTY: N_("party"),
    PartyRole.SUPPORTING: N_("supporting institution"),
}
FRAMES = {FrameKind.PILOT: N_("pilot"), FrameKind.PROGRAMME: N_("programme of support")}
RESULTS = {
    SelectionResult.SELECTED: N_("selected for support"),
    SelectionResult.NOT_SELECTED: N_("not selected for support"),
}
DOCUMENTS = {
    DocumentKind.LETTER_OF_INTENT: N_("Letter of intent"),
    DocumentKind.AGREEMENT: N_("Partnership agreement"),
    DocumentKind.ANNEX: N_("Annex to the agreement"),
}
MODES = {
    SigningMode.BY_HAND: N_("signed by hand"),
    SigningMode.QUALIFIED: N_("with a qualified electronic signature"),
    SigningMode.TRUSTED: N_("with a trusted signature"),
    SigningMode.PERSONAL: N_("with a personal signature (e-ID card)"),
}
COMPONENTS = {
    ComponentStatus.PLANNED: N_("planned component"),
    ComponentStatus.RUNNING: N_("component under way"),
    ComponentStatus.DONE: N_("component completed"),
}
PRODUCTS = {
    ProductStatus.PLANNED: N_("planned product"),
    ProductStatus.IN_PREPARATION: N_("product in preparation"),
    ProductStatus.ADOPTED: N_("product adopted"),
}
ACTIONS = {
    "partnership.made": N_("Partnership added"),
    "partnership.changed": N_("Texts of the partnership changed"),
    "partnership.published": N_("Partnership published"),
    "partnership.hidden": N_("Partnership hidden"),
    "partnership.deleted": N_("Partnership deleted"),
    "partnership.party_added": N_("Party added"),
    "partnership.parties_added": N_("Communes of a county added as parties"),
    "partnership.party_changed": N_("Party changed"),
    "partnership.parties_ordered": N_("Order of the parties changed"),
    "partnership.party_removed": N_("Party removed"),
    "partnership.document_added": N_("Document added"),
    "partnership.document_changed": N_("Document changed"),
    "partnership.documents_ordered": N_("Order of the documents changed"),
    "partnership.document_removed": N_("Document removed"),
    "partnership.signatory_added": N_("Signatory added"),
    "partnership.signatory_changed": N_("Signatory changed"),
    "partnership.signatory_removed": N_("Signatory removed"),
    "partnership.component_added": N_("Component added"),
    "partnership.component_changed": N_("Component changed"),
    "partnership.components_ordered": N_("Order of the components changed"),
    "partnership.component_removed": N_("Component removed"),
    "partnership.product_added": N_("Product added"),
    "partnership.product_changed": N_("Product changed"),
    "partnership.product_removed": N_("Product removed"),
    "partnership.went_on": N_("Next step of the partnership noted"),
    "partnership.corrected": N_("Status of the partnership corrected"),
    "partnership.selection_changed": N_("Selection changed"),
}
NAMES = {
    "partnership_working_name": N_("Working name"),
    "partnership_full_name": N_("Full name"),
    "partnership_headline": N_("What the source calls it"),
    "partnership_slug": N_("Address of the page"),
    "partnership_purpose": N_("What for"),
    "partnership_frame_kind": N_("Pilot or programme"),
    "partnership_frame_name": N_("Name of the pilot or programme"),
    "partnership_frame_aim": N_("Its aim"),
    "partnership_frame_audience": N_("For whom it is"),
    "partnership_areas": N_("Areas"),
    "partnership_status": N_("Status"),
    "partnership_project": N_("Project"),
    "partnership_selector": N_("Selected by"),
    "partnership_selection_result": N_("Result of the selection"),
    "partnership_selection_on": N_("Day of the decision"),
    "partnership_selection_note": N_("Note on the selection"),
    "partnership_source": N_("Source"),
    "partnership_published": N_("Published"),
    "partnership_parties": N_("Parties"),
    "partnership_documents": N_("Documents"),
    "partnership_signatories": N_("Signatories"),
    "partnership_components": N_("Components"),
    "partnership_products": N_("Products"),
}
WORDS = {
    "partnership_frame_kind": {kind.value: text for kind, text in FRAMES.items()},
    "partnership_status": {status.value: text for status, text in STATUSES.items()},
    "partnership_selection_result": {result.value: text for result, text in RESULTS.items()},
}
