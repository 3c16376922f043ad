"""All settings, one file; what differs between machines comes from the environment (see README)."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from environs import Env

from config.countries import COUNTRY_NAMES

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = Env()
env.read_env(str(VAR_DIR / "local.env"), recurse=False)  # written by `make run`, never by hand

DEBUG = env.bool("DEBUG", False)

# --- secrets -------------------------------------------------------------------------------------
_INSECURE = "insecure-only-for-debug"
_INSECURE_FIELD_KEY = "aW5zZWN1cmUtb25seS1mb3ItZGVidWctMzItYnl0ZXM="
SECRET_KEY = env.str("SECRET_KEY", _INSECURE)
#: Fernet keys for identity numbers, newest first; older ones still decrypt.
FIELD_KEYS: list[str] = env.list("FIELD_KEYS", [])
#: Key of the lookup hash. It is apart from FIELD_KEYS so that rotating those keeps hashes unique.
LOOKUP_KEY = env.str("LOOKUP_KEY", "")
if DEBUG:
    FIELD_KEYS = FIELD_KEYS or [_INSECURE_FIELD_KEY]
    LOOKUP_KEY = LOOKUP_KEY or _INSECURE
elif not all((SECRET_KEY, LOOKUP_KEY, FIELD_KEYS, *FIELD_KEYS)) or {
    SECRET_KEY,
    LOOKUP_KEY,
    *FIELD_KEYS,
} & {_INSECURE, _INSECURE_FIELD_KEY}:
    raise ImproperlyConfigured(
        "DEBUG is off: set SECRET_KEY, FIELD_KEYS and LOOKUP_KEY (`make run` writes var/local.env)."
    )

# --- the product ---------------------------------------------------------------------------------
PRODUCT_NAME = env.str("PRODUCT_NAME", "Kampung Migran")
#: Where families find the product, for links in messages.
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
#: Kemendagri code of the regency this installation serves.
REGENCY = env.str("REGENCY", "35.10")

# --- applications: layers, upper ones import lower ones (design: "The house") --------------------
INSTALLED_APPS = [
    "portal",
    "workspace",
    "dashboards",
    "content",
    "ltsa",
    "businesses",
    "migrants",
    "notices",
    "publishing",
    "accounts",
    "villages",
    "config.admin.KampungAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # templates of form fields, for FORM_RENDERER
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_linear_migrations",
    "django_migration_linter",
    "django_countries",
    "django_tasks_db",
    "pghistory",
    "pgtrigger",
    "template_partials",
]
INSTALLED_APPS = [
    app
    for app in INSTALLED_APPS
    # Linters of the development lock are not installed on a server.
    if not app.startswith(("django_linear", "django_migration_l")) or env.bool("DEV_APPS", False)
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.middleware.TextGZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "config.middleware.MethodsMiddleware",
    "config.middleware.StorableTextMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.middleware.PrivatePagesMiddleware",
    "config.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "pghistory.middleware.HistoryMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.context.product",
                "workspace.menu.menu",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "config.icons",
                "config.chrome",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- database ------------------------------------------------------------------------------------
if env.str("DATABASE_URL", ""):
    _database = env.dj_db_url("DATABASE_URL")
else:
    from config import embedded

    _database = embedded.database_settings()
DATABASES = {
    "default": {
        **_database,
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", 600),  # persistent connections are worth 5x here
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": env.str("PROCESS", "kampung-migran"),
            # How alike two words must be for `%>`: 0.6 misses a letter left out of a short name.
            "options": "-c pg_trgm.word_similarity_threshold=0.45",
        },
        "TEST": {"NAME": env.str("TEST_DATABASE", "test_kampung_migran")},
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Shared by all processes without another server; used for rate limits only.
CACHES = {
    "default": {
        "BACKEND": "accounts.counting.CountingCache",
        "LOCATION": "config_cache",
        # Django's own 300 would let anybody push a count out by 300 tries elsewhere.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}
SILENCED_SYSTEM_CHECKS = [
    # The rate limiter knows the atomic caches by name, and not ours.
    "django_ratelimit.W001",
    "django_ratelimit.E003",
]
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# --- who signs in --------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "work"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "change_password": "accounts.forms.PasswordForm",
    "reauthenticate": "accounts.forms.ProofForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
MFA_FORMS = {"login_webauthn": "accounts.forms.PasskeyForm"}
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.bool("HTTPS", not DEBUG)
MFA_TOTP_ISSUER = PRODUCT_NAME
#: Number of our own proxies in front: tells which address in X-Forwarded-For to count tries by.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXIES", 0)
RATELIMIT_IP_META_KEY = "accounts.access.client_address"
SESSION_COOKIE_AGE = 8 * 60 * 60  # phones are shared

# Messages name people ("Siti is saved."): they wait in the session, not in a cookie on the phone.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- language and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesian")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
PHONE_REGION = "ID"
#: Where Banyuwangi's people mostly work stands first in every list.
COUNTRIES_FIRST = ["HK", "TW", "SG", "MY", "SA", "KR", "JP", "BN", "AE"]
COUNTRIES_OVERRIDE = COUNTRY_NAMES

# --- files ---------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", VAR_DIR / "frontend"]
MEDIA_ROOT = env.path("MEDIA_ROOT", VAR_DIR / "media")
MEDIA_URL = env.str("MEDIA_URL", "/media/")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
#: Largest accepted upload, in bytes.
UPLOAD_MAX_BYTES = 10 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "publishing.uploads.SizeLimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- transport and headers -----------------------------------------------------------------------
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
HTTPS = env.bool("HTTPS", not DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked by machines inside the house
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# --- messages out --------------------------------------------------------------------------------
# EMAIL_HOST, EMAIL_PORT and so on, read from one address such as smtp+tls://name:password@host:587
globals().update(env.dj_email_url("EMAIL_URL", "console:"))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", "kampung-migran@localhost")
#: Without EMAIL_URL mails go to the log, and messages to people by hand.
EMAIL_IS_SET_UP = bool(env.str("EMAIL_URL", ""))
# WhatsApp Cloud API; without number and token messages are sent by hand.
WHATSAPP_URL = env.str("WHATSAPP_URL", "https://graph.facebook.com/v23.0")
WHATSAPP_PHONE_ID = env.str("WHATSAPP_PHONE_ID", "")
WHATSAPP_TOKEN = env.str("WHATSAPP_TOKEN", "")
#: They prove that a report comes from Meta; without them reports are not taken in.
WHATSAPP_APP_SECRET = env.str("WHATSAPP_APP_SECRET", "")
WHATSAPP_VERIFY_TOKEN = env.str("WHATSAPP_VERIFY_TOKEN", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
