"""With DEBUG off the product refuses to start on a missing or well-known secret."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

SECRETS = {
    "SECRET_KEY": "a-secret-of-this-test-that-nobody-else-uses",
    "LOOKUP_KEY": "another-secret-of-this-test",
    "FIELD_KEYS": "b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMzI=",
}


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    """Load the settings in a new process, as a server does."""
    passed_on = {
        name: os.environ[name] for name in ("PATH", "DATABASE_URL", "HOME") if name in os.environ
    }
    script = (
        "import django; from django.conf import settings; settings.DEBUG;"
        "print(settings.SESSION_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS)"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=settings.BASE_DIR,
        env={
            "DATABASE_URL": "postgres://nobody@localhost/none",
            **passed_on,
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "DEBUG": "0",
            "HTTPS": "1",
            **dict.fromkeys(SECRETS, ""),  # what is in var/local.env does not count here
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_with_all_secrets_it_starts_and_cookies_need_https() -> None:
    started = start(**SECRETS)
    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == ["True", str(365 * 24 * 3600)]


@pytest.mark.parametrize("missing", SECRETS)
def test_without_a_secret_it_refuses_and_says_which_ones_it_needs(missing: str) -> None:
    refused = start(**{name: value for name, value in SECRETS.items() if name != missing})
    assert refused.returncode != 0
    assert "set SECRET_KEY, FIELD_KEYS and LOOKUP_KEY" in refused.stderr


@pytest.mark.parametrize(
    ("name", "secret"),
    [
        ("SECRET_KEY", "insecure-only-for-debug"),
        ("LOOKUP_KEY", "insecure-only-for-debug"),
        ("FIELD_KEYS", "aW5zZWN1cmUtb25seS1mb3ItZGVidWctMzItYnl0ZXM="),
        ("FIELD_KEYS", f"{SECRETS['FIELD_KEYS']},aW5zZWN1cmUtb25seS1mb3ItZGVidWctMzItYnl0ZXM="),
    ],
)
def test_a_secret_of_development_is_refused(name: str, secret: str) -> None:
    refused = start(**{**SECRETS, name: secret})
    assert "ImproperlyConfigured" in refused.stderr


def test_for_development_no_secret_is_needed() -> None:
    started = start(DEBUG="1", HTTPS="0")
    assert started.returncode == 0, started.stderr
    assert started.stdout.split() == ["False", "0"]
