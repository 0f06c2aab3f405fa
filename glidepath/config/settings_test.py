"""Settings of the test suite: the product's own, with keys of no worth and quick password hashing."""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("GLIDEPATH_SECRET_KEY", "only-for-tests-" + "x" * 40)
os.environ.setdefault("GLIDEPATH_AUDIT_KEY", "only-for-tests-" + "y" * 40)
os.environ.setdefault("GLIDEPATH_PLAIN_HTTP", "1")
os.environ.setdefault("GLIDEPATH_DATABASE_URL", "sqlite:///var/test.sqlite3")
os.environ.setdefault("GLIDEPATH_DATA_DIR", tempfile.mkdtemp(prefix="glidepath-test-"))

from glidepath.config.settings import *  # noqa: F403  everything else is as in the product

WHITENOISE_USE_FINDERS = True  # tests read static files where they lie
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405  as above
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Races need a real file: threads of one process share an in-memory database's lock.
if "sqlite" in DATABASES["default"]["ENGINE"]:  # noqa: F405  from the product's settings
    DATABASES["default"]["TEST"] = {"NAME": str(GLIDEPATH_DATA_DIR / "test.sqlite3")}  # noqa: F405  as above
