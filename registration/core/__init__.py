"""Core: database base and types, clock, errors, tokens, numbers, Polish text and dates.

Knows nothing of HTTP. Everybody may call it; it calls nobody.
"""
