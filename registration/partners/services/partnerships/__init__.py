"""What may be done with partnerships."""
