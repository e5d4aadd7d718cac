"""The Flask extensions: the objects, no logic. They meet the application in `registration.wiring`."""

from flask_babel import Babel
from flask_mail import Mail
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from registration.core.database import Base

db = SQLAlchemy(model_class=Base, engine_options={"pool_pre_ping": False, "hide_parameters": True})
csrf = CSRFProtect()
mail = Mail()
migrate = Migrate()
babel = Babel()
