"""The account a person signs in with. What they may do comes from the care team, never from here."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from glidepath.foundation.clock import now
from glidepath.foundation.rows import new_public_id

LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
THEMES = [("auto", _("As the device")), ("light", _("Light")), ("dark", _("Dark"))]


class UserManager(BaseUserManager["User"]):
    """Creates accounts and finds them by e-mail, whatever the letter case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """A new account. Without a password the person sets one by the reset link. Raises ValueError without e-mail."""
        if not email:
            raise ValueError("An account needs an e-mail address")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        """The account of an e-mail address. Raises DoesNotExist."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """One person's account. `is_staff` is always false: this product has no Django admin."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    language = models.CharField(max_length=10, choices=LANGUAGES, default="en")
    zone = models.CharField(max_length=60, default="America/Denver", help_text=_("IANA time zone"))
    theme = models.CharField(max_length=5, choices=THEMES, default="auto")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    is_staff = False

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="an_address_is_kept_in_lower_case")
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        """The name as the person gave it."""
        return self.name


class DemoMark(models.Model):
    """One row says that this database was made by `glidepath demo`. Demo sign-in links live only beside it."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    made_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="a_database_is_marked_once")]
