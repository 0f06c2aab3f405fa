from django.apps import AppConfig


class Accounts(AppConfig):
    """People who sign in: their account, their sessions, and how they prove who they are."""

    name = "glidepath.foundation.accounts"
    label = "accounts"
