"""The product behind gunicorn as a benchmark wants it: production's own counting of tries (in the
database), one proxy in front that tells the visitors apart."""

import config.settings
from tests.served import *  # noqa: F403

CACHES = config.settings.CACHES
ALLAUTH_TRUSTED_PROXY_COUNT = 1
#: Refusals of the race are expected, and not news.
LOGGING = {"version": 1, "loggers": {"django.request": {"level": "CRITICAL"}}}
