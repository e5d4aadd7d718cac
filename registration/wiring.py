"""What stands in the house: every blueprint, task, hook and command, each in one list.

The only place that knows all packages. Whoever adds a room adds its line here.
"""

from collections.abc import Mapping
from pathlib import Path

from flask import Blueprint, Flask

from registration import (
    accounts,
    calendars,
    desk,
    files,
    forum,
    invites,
    jobs,
    mailings,
    news,
    operations,
    outbox,
    partners,
    signup,
    trainings,
    web,
)
from registration.config import Settings
from registration.core import postgres, sqlite, stamps
from registration.extensions import babel, csrf, db, mail, migrate
from registration.web.site import make_site


def blueprints() -> tuple[tuple[Blueprint, str], ...]:
    """Every blueprint with its address. The customer's four stand first."""
    return (*public_blueprints(), *desk_blueprints())


def public_blueprints() -> tuple[tuple[Blueprint, str], ...]:
    """What everybody may open, and the account."""
    from registration.accounts.views import accounts as accounts_pages
    from registration.calendars.views import calendars as calendar_pages
    from registration.forum.views import forum as forum_pages
    from registration.invites.views import invites as invite_pages
    from registration.mailings.views import mailings as mailing_pages
    from registration.news.views import news as news_pages
    from registration.operations.views import health
    from registration.partners.views import institutions
    from registration.partners.views.partnerships import partnerships as partnership_pages
    from registration.partners.views.projects import projects as project_pages
    from registration.signup.views import signup as sign_up_pages
    from registration.trainings.views import trainings as training_pages
    from registration.web.pages import pages

    return (
        (training_pages, "/trainings"),
        (sign_up_pages, "/sign-up"),
        (invite_pages, "/invites"),
        (forum_pages, "/forum"),
        (partnership_pages, "/partnerships"),
        (project_pages, "/projects"),
        (news_pages, "/news"),
        (institutions, "/institutions"),
        (pages, ""),
        (calendar_pages, "/calendars"),
        (mailing_pages, "/mailings"),
        (accounts_pages, "/account"),
        (health, "/health"),
    )


def desk_blueprints() -> tuple[tuple[Blueprint, str], ...]:
    """The organisers' pages."""
    from registration.desk.outbox.views import outbox_desk
    from registration.desk.views import desk as desk_pages
    from registration.forum.views import forum_desk
    from registration.invites.views import invites_desk
    from registration.mailings.views import mailings_desk
    from registration.news.views import news_desk
    from registration.partners.views import contacts_desk, partners_desk
    from registration.partners.views.partnerships import partnerships_desk
    from registration.partners.views.projects import projects_desk
    from registration.signup.views import signup_desk
    from registration.trainings.views import trainings_desk

    return (
        (desk_pages, "/desk"),
        (partners_desk, "/desk/institutions"),
        (contacts_desk, "/desk/contacts"),
        (partnerships_desk, "/desk/partnerships"),
        (projects_desk, "/desk/projects"),
        (trainings_desk, "/desk/trainings"),
        (signup_desk, "/desk/participants"),
        (invites_desk, "/desk/calendars"),
        (mailings_desk, "/desk/mailings"),
        (forum_desk, "/desk/forum"),
        (news_desk, "/desk/news"),
        (outbox_desk, "/desk/outbox"),
    )


PRIVATE_TABLES = frozenset(
    {
        "audit_lines",
        "calendar_invites",
        "calendar_replies",
        "consents",
        "contact_import_headings",
        "contact_imports",
        "contact_list_entries",
        "contact_lists",
        "contacts",
        "contacts_told_apart",
        "event_snapshots",
        "event_staff",
        "event_staff_days",
        "invitee_sessions",
        "invitees",
        "mail_departures",
        "mail_route",
        "mailings",
        "next_date_requests",
        "opt_outs",
        "open_answers",
        "organisation_domains",
        "outgoing_emails",
        "rate_counters",
        "recipients",
        "registrations",
        "reply_mailbox",
        "role_grants",
        "roles",
        "sign_ups",
        "users",
        "worker_heartbeat",
    }
)
"""Tables that no public page or feed is made from: writing to any other makes all of them anew. A table that is
forgotten here costs time; one that is here wrongly leaves stale pages."""


def configure_settings(app: Flask, settings: Settings, overrides: Mapping[str, object]) -> None:
    """The settings, as the program and as Flask want them."""
    settings.make_instance()
    key = settings.key()
    app.config.update(
        SECRET_KEY=key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=postgres.OPTIONS if settings.database.startswith("postgresql") else {},
        BABEL_DEFAULT_LOCALE=settings.default_language,
        BABEL_DEFAULT_TIMEZONE=settings.zone,
        JSON_SORT_KEYS=True,
        **overrides,
    )
    app.extensions["zapisy.settings"] = settings
    app.extensions["zapisy.site"] = make_site(settings, key)
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}


def configure_database(app: Flask) -> None:
    """Engine, session and migrations; how SQLite begins and PostgreSQL gives up; what renews the public's stamps."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(Path(__file__).parent / "migrations"))
    with app.app_context():
        sqlite.prepare(db.engine)
        postgres.prepare(db.engine)
        stamps.watch(db.engine, PRIVATE_TABLES)


def configure_language(app: Flask) -> None:
    """Polish and English, from the packages' catalogues."""
    from registration.web.language import Catalogues, chosen_language

    babel.init_app(app, locale_selector=chosen_language)
    babel.__dict__["domain_instance"] = Catalogues()


def configure_security(app: Flask) -> None:
    """Headers, cookies, proxies, CSRF and rate limits."""
    from registration.web.limits import limiter
    from registration.web.security import protect

    protect(app, app.extensions["zapisy.settings"])
    csrf.init_app(app)
    limiter.init_app(app)
    files.configure(app)


def configure_mail(app: Flask) -> None:
    """Flask-Mail, with the renderers of all kinds of mail."""
    outbox.configure(app, mail)
    signup.register_mails()
    invites.register_mails()
    mailings.register_mails()
    desk.register_mails()


def configure_jobs(app: Flask) -> None:
    """The task engine and what it runs."""
    from registration.accounts.first_run import first_run_code
    from registration.files.tasks import sweep

    jobs.configure(app)
    jobs.periodic("files.sweep", minutes=60)(sweep)
    jobs.first_run_codes[:] = [first_run_code]
    outbox.register_tasks()
    partners.register_tasks()
    invites.register_tasks()
    mailings.register_tasks()
    signup.register_tasks()
    desk.register_tasks()
    operations.register_tasks()


def configure_accounts(app: Flask) -> None:
    """Flask-Security, roles and guards."""
    accounts.configure(app)


def configure_hooks(app: Flask) -> None:
    """Upper packages that react to lower ones (docs/architecture.md lists them)."""
    partners.register_hooks()
    trainings.register_hooks()
    invites.register_hooks()
    signup.register_hooks()
    mailings.register_hooks()
    calendars.register_hooks()
    forum.register_hooks()
    news.register_hooks()
    desk.register_places()


def configure_blueprints(app: Flask) -> None:
    """Every page."""
    from registration.web import incoming

    incoming.configure(app)
    for blueprint, prefix in blueprints():
        app.register_blueprint(blueprint, url_prefix=prefix or None)


def configure_templates(app: Flask) -> None:
    """Filters, icons, the language in force, what the base template needs, and the pages that are kept."""
    web.configure_templates(app)
    web.configure_caching(app)


def configure_errors(app: Flask) -> None:
    """The error pages."""
    from registration.web import stale_forms
    from registration.web.errors import handle_errors
    from registration.web.lost_database import handle_lost_database

    handle_errors(app)
    handle_lost_database(app)
    stale_forms.configure(app)


def configure_commands(app: Flask) -> None:
    """`flask …` commands of the packages."""
    from registration.web.cli import catalogue

    app.cli.add_command(catalogue)
    accounts.register_commands(app)
    partners.register_commands(app)
    jobs.register_commands(app)
    outbox.register_commands(app)
    invites.register_commands(app)
    desk.register_commands(app)
    operations.register_commands(app)
