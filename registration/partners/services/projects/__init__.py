"""What may be done with projects."""
