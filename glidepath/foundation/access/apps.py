from django.apps import AppConfig
from django.core import checks


class Access(AppConfig):
    """The policy in words, and what enforces it."""

    name = "glidepath.foundation.access"
    label = "access"

    def ready(self) -> None:
        """`check --deploy` names a route without a policy; the server itself refuses to start with one."""
        from glidepath.foundation.access.routes import check_routes

        checks.register(check_routes, checks.Tags.security, deploy=True)
