"""Routes that other packages bring, each with who may come in. A route that stands nowhere stops the start."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum


class Door(Enum):
    """Who may enter a foreign route."""

    OPEN = "everybody; the page itself leads strangers and members on"
    SIGNED_IN = "whoever is signed in, for their own account"
    CLOSED = "nobody: this product does not offer it"


FOREIGN_ROUTES: Mapping[str, Door] = {
    # Coming in and going out
    "account_login": Door.OPEN,
    "account_logout": Door.OPEN,
    "account_inactive": Door.OPEN,
    "account_reset_password": Door.OPEN,
    "account_reset_password_done": Door.OPEN,
    "account_reset_password_from_key": Door.OPEN,
    "account_reset_password_from_key_done": Door.OPEN,
    "mfa_authenticate": Door.OPEN,
    "mfa_login_webauthn": Door.OPEN,
    # One's own account
    "account_reauthenticate": Door.SIGNED_IN,
    "account_change_password": Door.SIGNED_IN,
    "mfa_index": Door.SIGNED_IN,
    "mfa_reauthenticate": Door.SIGNED_IN,
    "mfa_reauthenticate_webauthn": Door.SIGNED_IN,
    "mfa_activate_totp": Door.SIGNED_IN,
    "mfa_deactivate_totp": Door.SIGNED_IN,
    "mfa_view_recovery_codes": Door.SIGNED_IN,
    "mfa_generate_recovery_codes": Door.SIGNED_IN,
    "mfa_download_recovery_codes": Door.SIGNED_IN,
    "mfa_list_webauthn": Door.SIGNED_IN,
    "mfa_add_webauthn": Door.SIGNED_IN,
    "mfa_edit_webauthn": Door.SIGNED_IN,
    "mfa_remove_webauthn": Door.SIGNED_IN,
    "usersessions_list": Door.SIGNED_IN,
    # The clinic opens accounts and changes addresses; codes by e-mail are not a way in
    "account_signup": Door.CLOSED,
    "account_email": Door.CLOSED,
    "account_email_verification_sent": Door.CLOSED,
    "account_confirm_email": Door.CLOSED,
    "account_set_password": Door.CLOSED,
    "account_confirm_login_code": Door.CLOSED,
}

# While a staff member has not shown a second factor, only these answer.
WITHOUT_SECOND_FACTOR = frozenset(
    {
        "account_login",
        "account_logout",
        "account_reauthenticate",
        "mfa_authenticate",
        "mfa_index",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
    }
)
