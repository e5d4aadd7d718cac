"""Zapisy: event and training registration for partnerships of local governments.

`create_app` puts the house together; what stands in it is listed in `registration.wiring`.
"""

from collections.abc import Mapping

from flask import Flask

from registration.config import Settings


def create_app(settings: Settings | None = None, overrides: Mapping[str, object] | None = None) -> Flask:
    """Make the application.

    `settings` defaults to the environment's (`Settings.from_environment`); `overrides` are Flask
    configuration values for tests. Raises `registration.config.BadSetting` naming the setting at fault.
    """
    from registration import wiring

    settings = settings or Settings.from_environment()
    app = Flask(
        __name__,
        instance_path=str(settings.instance),
        template_folder="../templates",
        static_folder="../static",
    )
    wiring.configure_settings(app, settings, overrides or {})
    wiring.configure_database(app)
    wiring.configure_language(app)
    wiring.configure_security(app)
    wiring.configure_mail(app)
    wiring.configure_jobs(app)
    wiring.configure_accounts(app)
    wiring.configure_hooks(app)
    wiring.configure_blueprints(app)
    wiring.configure_templates(app)
    wiring.configure_errors(app)
    wiring.configure_commands(app)
    return app
