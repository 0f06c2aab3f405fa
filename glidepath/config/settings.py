"""Settings of the product. Everything a site may change comes from the environment; secrets only from there."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from glidepath.config.environment import ROOT, database, flag, pairs, text, words
from glidepath.foundation.accounts.allauth_settings import *  # noqa: F403  the sign-in's own page of settings

SECRET_KEY = text("GLIDEPATH_SECRET_KEY")
GLIDEPATH_AUDIT_KEY = text("GLIDEPATH_AUDIT_KEY")
GLIDEPATH_DEMO = flag("GLIDEPATH_DEMO")
GLIDEPATH_DATA_DIR = Path(text("GLIDEPATH_DATA_DIR", str(ROOT / "var")))
# Plain http is for one machine's own loopback address; a clinic's server always speaks https.
GLIDEPATH_PLAIN_HTTP = flag("GLIDEPATH_PLAIN_HTTP")
DEBUG = False
ALLOWED_HOSTS = words("GLIDEPATH_ALLOWED_HOSTS", "127.0.0.1,localhost")
CSRF_TRUSTED_ORIGINS = words("GLIDEPATH_TRUSTED_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "glidepath.foundation.accounts",
    "glidepath.foundation.access",
    "glidepath.foundation.audit",
    "glidepath.foundation.outbox",
    "glidepath.foundation.feed",
    "glidepath.foundation.notify",
    "glidepath.foundation.observability",
    "glidepath.foundation.pieces",
    "glidepath.record.sites",
    "glidepath.record.instruments",
    "glidepath.record.patients",
    "glidepath.record.care_team",
    "glidepath.record.medications",
    "glidepath.record.observations",
    "glidepath.record.alerts",
    "glidepath.record.visits",
    "glidepath.record.plans",
    "glidepath.record.agreements",
    "glidepath.record.episodes",
    "glidepath.care.intake",
    "glidepath.care.education",
    "glidepath.care.medicine_changes",
    "glidepath.care.consent",
    "glidepath.care.checkins",
    "glidepath.care.tapering",
    "glidepath.care.paces",
    "glidepath.care.supply",
    "glidepath.care.escalation",
    "glidepath.care.text_messages",
    "glidepath.care.rota",
    "glidepath.care.offline",
    "glidepath.interfaces.fhir",
    "glidepath.interfaces.documents",
    "glidepath.interfaces.wearables",
    "glidepath.oversight.team_board",
    "glidepath.oversight.explanations",
    "glidepath.oversight.patient_home",
]

MIDDLEWARE = [
    "glidepath.foundation.observability.middleware.RequestLog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "glidepath.foundation.access.middleware.PrivatePages",
    "glidepath.foundation.accounts.middleware.LanguageAndTheme",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "glidepath.foundation.accounts.middleware.SessionTimeouts",
    "glidepath.foundation.accounts.middleware.StaffNeedsMfa",
    "glidepath.foundation.access.middleware.DenyByDefault",
]

ROOT_URLCONF = "glidepath.config.urls"
ASGI_APPLICATION = "glidepath.config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "glidepath" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "glidepath.foundation.outbox.context.watchdog",
                "glidepath.config.page_context.page",
                *(["glidepath.demo.visitors.doors_on_sign_in"] if GLIDEPATH_DEMO else []),
            ],
        },
    },
]

DATABASES = {"default": database(text("GLIDEPATH_DATABASE_URL", "sqlite:///var/glidepath.sqlite3"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

GLIDEPATH_ACTOR_PROVIDER = "glidepath.record.care_team.queries.actor_for"
GLIDEPATH_SUBJECT_SCOPE = "glidepath.record.care_team.queries.patients_for"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("es", _("Spanish"))]
LOCALE_PATHS = [ROOT / "glidepath" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
FORMAT_MODULE_PATH = ["glidepath.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = GLIDEPATH_DATA_DIR / "static"
STATICFILES_DIRS = [ROOT / "glidepath" / "static"]
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "glidepath.config.error_pages.csrf_failure"
if not GLIDEPATH_PLAIN_HTTP:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("GLIDEPATH_BEHIND_PROXY") else None
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]

EMAIL_BACKEND = text("GLIDEPATH_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = text("GLIDEPATH_EMAIL_HOST", "localhost")
EMAIL_PORT = int(text("GLIDEPATH_EMAIL_PORT", "25"))
EMAIL_HOST_USER = text("GLIDEPATH_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = text("GLIDEPATH_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("GLIDEPATH_EMAIL_TLS")
EMAIL_TIMEOUT = 10  # seconds: a mail server that does not answer must not keep the worker from the next alert
# The only thing a notice by e-mail may name, and who may read the counters from elsewhere.
GLIDEPATH_SITE_URL = text("GLIDEPATH_SITE_URL", "http://127.0.0.1:8000/")
GLIDEPATH_METRICS_TOKEN = text("GLIDEPATH_METRICS_TOKEN", "")
# Text messages: no gateway, the loopback of a demo, or any that takes HTTP with the clinic's own names for the fields.
GLIDEPATH_SMS_GATEWAY = text("GLIDEPATH_SMS_GATEWAY", "")
GLIDEPATH_SMS_URL = text("GLIDEPATH_SMS_URL", "")
GLIDEPATH_SMS_TOKEN = text("GLIDEPATH_SMS_TOKEN", "")
GLIDEPATH_SMS_FROM = text("GLIDEPATH_SMS_FROM", "")
GLIDEPATH_SMS_FORMAT = text("GLIDEPATH_SMS_FORMAT", "json")
GLIDEPATH_SMS_INCOMING_TOKEN = text("GLIDEPATH_SMS_INCOMING_TOKEN", "")
GLIDEPATH_SMS_INCOMING_FIELDS = pairs("GLIDEPATH_SMS_INCOMING_FIELDS", "from=from,text=text,id=id")
GLIDEPATH_SMS_FIELDS = pairs("GLIDEPATH_SMS_FIELDS", "to=to,from=from,text=text")
# Notices in browsers: the clinic's own key, whom a push service may ask, and the services to which notices may go.
GLIDEPATH_PUSH_KEY = text("GLIDEPATH_PUSH_KEY", "")
GLIDEPATH_PUSH_CONTACT = text("GLIDEPATH_PUSH_CONTACT", "mailto:glidepath@localhost")
GLIDEPATH_PUSH_SERVICES = words(
    "GLIDEPATH_PUSH_SERVICES",
    "fcm.googleapis.com,push.services.mozilla.com,notify.windows.com,push.apple.com",
)
DEFAULT_FROM_EMAIL = text("GLIDEPATH_EMAIL_FROM", "glidepath@localhost")
LOGGING_CONFIG = None  # glidepath.foundation.observability sets structured logs at start
