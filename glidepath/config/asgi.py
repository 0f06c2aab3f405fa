"""The server's entry. It does not start while any route lacks a policy."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "glidepath.config.settings")

from django.core.asgi import get_asgi_application

framework = get_asgi_application()

from glidepath.config.body_limit import BodyLimit  # noqa: E402  needs the settings
from glidepath.foundation.access import refuse_undeclared_routes  # noqa: E402  needs the loaded apps

refuse_undeclared_routes()
application = BodyLimit(framework)
