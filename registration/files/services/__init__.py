"""Keeping what was received, and taking away what nobody refers to."""

from registration.files.services.keeping import Uploader, keep_document, keep_picture
from registration.files.services.sweeping import forget_rows, wanted_bytes

__all__ = ["Uploader", "forget_rows", "keep_document", "keep_picture", "wanted_bytes"]
