"""The TERC register of local governments: its file read, compared and taken over."""

from registration.partners.services.register.importing import Outcome, import_register
from registration.partners.services.register.reading import Register, read

__all__ = ["Outcome", "Register", "import_register", "read"]
