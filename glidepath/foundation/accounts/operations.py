"""Writes to accounts."""

from __future__ import annotations

from datetime import datetime

from glidepath.foundation.accounts.models import LANGUAGES, THEMES, DemoMark, User


def choose_language(user: User, language: str) -> None:
    """Keep the language a person reads. Raises ValueError for one the product does not speak."""
    if language not in dict(LANGUAGES):
        raise ValueError(f"No such language: {language}")
    User.objects.filter(pk=user.pk).update(language=language)


def choose_theme(user: User, theme: str) -> None:
    """Keep the theme a person likes. Raises ValueError for an unknown one."""
    if theme not in dict(THEMES):
        raise ValueError(f"No such theme: {theme}")
    User.objects.filter(pk=user.pk).update(theme=theme)


def mark_as_demo(at: datetime) -> None:
    """Say that this database was made by `glidepath demo`; only beside this mark do demo links work."""
    DemoMark.objects.get_or_create(pk=1, defaults={"made_at": at})
