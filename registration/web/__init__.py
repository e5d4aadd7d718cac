"""Shared HTTP: transactions of a request, base form, languages, errors, security headers, limits, preferences.

Owns no domain. Called by the views and forms of every package; calls extensions, config and core.
"""

from flask import Flask


def configure_templates(app: Flask) -> None:
    """Give the templates their filters, icons and the facts that base.html shows."""
    from registration.web import filters

    filters.register(app)


def configure_caching(app: Flask) -> None:
    """Give the application its kept pages, and the hash of the program that they are made by."""
    from registration.web import kept, versions

    app.extensions["zapisy.pages"] = kept.PageCache()
    app.extensions["zapisy.build"] = versions.build(app.extensions["zapisy.settings"])
