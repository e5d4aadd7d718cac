"""Partners: organisations (contacts, projects and partnerships follow).

Owns Organisation. Called by everything that belongs to an organisation or names one; calls accounts
and below.
"""
