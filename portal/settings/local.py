"""What demonstration and tests share: a database and keys that need no set-up."""

from portal.settings.base import *
from portal.settings.base import VAR, env
from portal.settings.keys import local_keys

_keys = local_keys(VAR)
SECRET_KEY = _keys["secret"]
TOKEN_KEY = _keys["token"]

if not env.str("DATABASE_URL", ""):
    from portal.embedded_postgres import database_url

    _url = database_url(VAR)
else:
    _url = env.str("DATABASE_URL")
DATABASES = {"default": env.dj_db_url("OKENCE_LOCAL_DATABASE", default=_url)}
# Compiling a query costs ten times what it saves on tables of this size.
DATABASES["default"]["OPTIONS"] = {"options": "-c jit=off"}
