"""What may be done with institutions: adding, correcting, ending, finding the one that was typed."""
