"""Taking back the last change of an event while nobody has read of it: `snapshots` keep, `undo` gives back."""
