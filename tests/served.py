"""Settings of a real server (gunicorn) in front of a test's database: static files collected,
hashed and compressed as in production. Used by the test of page weight and by `bench/`."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403
from tests.settings import DATABASES, STORAGES

DATABASES = {"default": {**DATABASES["default"], "NAME": os.environ["SERVED_DATABASE"]}}
ROOT_URLCONF = os.environ.get("SERVED_URLS", "config.urls")
if os.environ["SERVED_STATIC"]:
    STATIC_ROOT = Path(os.environ["SERVED_STATIC"])
    STORAGES = {
        **STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    WHITENOISE_AUTOREFRESH = False
    WHITENOISE_USE_FINDERS = False
