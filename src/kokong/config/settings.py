"""Django settings, built from the installation (`kokong.kernel.installation`)."""

from pathlib import Path
from secrets import token_urlsafe
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from kokong.kernel import installation, measure
from kokong.kernel.headers import of_files

HERE = installation.current()
PACKAGE = Path(__file__).resolve().parent.parent

# The raiser signs nothing and need not know what web and worker sign with.
SECRET_KEY = HERE.secret("django") if HERE.process != "raiser" else token_urlsafe(48)
DEBUG = False
ALLOWED_HOSTS = HERE.hosts
CSRF_TRUSTED_ORIGINS = [HERE.url]
ROOT_URLCONF = "kokong.config.urls"
WSGI_APPLICATION = "kokong.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

ROOMS = [
    "kokong.kernel",
    "kokong.people",
    "kokong.sending",
    "kokong.places",
    "kokong.pictures",
    "kokong.tasks",
    "kokong.texts",
    "kokong.meetings",
    "kokong.field",
    "kokong.intake",
    "kokong.incidents",
    "kokong.ledger",
    "kokong.risk",
    "kokong.effect",
    *(f"{measure.HOME}.{name}" for name in measure.names()),
    "kokong.measures",
    "kokong.desk",
    "kokong.public",
    "kokong.ogc",
    "kokong.practice",
    "kokong.flows",
]
INSTALLED_APPS = [
    *ROOMS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_htmx",
    "ninja",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "allauth.usersessions",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "kokong.kernel.watching.WatchMiddleware",
    "kokong.kernel.headers.HeadersMiddleware",
    "kokong.kernel.health.HealthMiddleware",
    "kokong.kernel.only_head.HeadMiddleware",
    "kokong.public.middleware.PublicMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "kokong.kernel.doors.CleanMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "kokong.kernel.tokens.TokenMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kokong.people.door.DoorLogMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kokong.people.signin.middleware.LimitMiddleware",
    "kokong.people.middleware.ActorMiddleware",
    "kokong.people.signin.middleware.StayMiddleware",
    "kokong.kernel.bodies.BodyMiddleware",
    "kokong.kernel.drafts.KeptMiddleware",
    "kokong.kernel.ways.WayOnMiddleware",
    "kokong.kernel.twice.OnceMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kokong.kernel.navigation.context",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

_DATABASE: dict[str, Any] = {
    "ENGINE": "kokong.install.postgresql",
    "NAME": None,
    "CONN_MAX_AGE": 300,
    "CONN_HEALTH_CHECKS": True,
}
# Each of the twenty threads needs what signs people in for some milliseconds of a request; a few connections do.
_SHARED = {"pool": {"min_size": 1, "max_size": 6, "timeout": 10}} if HERE.process == "web" else {}
DATABASES: dict[str, dict[str, Any]] = {
    "default": {**_DATABASE, "KOKONG_ROLE": "", "ATOMIC_REQUESTS": True},
    "signin": {**_DATABASE, "KOKONG_ROLE": "signin", "CONN_MAX_AGE": 0, "OPTIONS": _SHARED},
    "owner": {**_DATABASE, "KOKONG_ROLE": "owner", "CONN_MAX_AGE": 0, "TEST": {"MIRROR": "default"}},
}
DATABASE_ROUTERS = ["kokong.config.routers.ByPurpose"]
CACHES = {"default": {"BACKEND": "kokong.kernel.cache.JsonCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "shutdown_graceful_timeout": 10}

LANGUAGE_CODE = "en"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "kokong_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = HERE.time_zone

STATIC_URL = "/static/"
STATIC_ROOT = HERE.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ADD_HEADERS_FUNCTION = of_files
MEDIA_ROOT = HERE.home / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # fields; what all of a body may be is for `kernel.bodies`

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if HERE.https else 0  # throttling counts people, not the proxy
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "kokong.people.adapter.StaffOnlyAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_RATE_LIMITS = {
    # Allauth's own locks hit whoever shares an account or an address; people.signin.guesses waits instead.
    "login": None,
    "login_failed": None,
    "reset_password": "300/m/ip",
    "reset_password_from_key": "300/m/ip",
}
MFA_RATE_LIMITS = {"webauthn_login": None}  # there is nothing to guess
MFA_ADAPTER = "kokong.people.signin.mfa.SealedAdapter"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "add_webauthn": "kokong.people.keys.AddKeyForm",
    "authenticate": "kokong.people.signin.mfa.CodeForm",
    "reauthenticate": "kokong.people.signin.mfa.CodeAgainForm",
    "activate_totp": "kokong.people.signin.mfa.SetUpCodesForm",
}
MFA_TOTP_ISSUER = "Kokong"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up: the coordinator has given the address
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HERE.https
SOCIALACCOUNT_ADAPTER = "kokong.people.signin.federation.FederationAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # an address that a provider tells opens nobody's account
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may lead nowhere else; people.signin.federated_views looks who asks
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "kokong.people.signin.openid.Provider"},
    "saml": {"provider_class": "kokong.people.signin.saml.Provider"},
}
SOCIALACCOUNT_STORE_TOKENS = False

SESSION_COOKIE_NAME = f"kokong_session_{HERE.port}"
CSRF_COOKIE_NAME = f"kokong_csrf_{HERE.port}"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HERE.https
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 31_536_000 if HERE.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HERE.https else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    },
}

DEFAULT_FROM_EMAIL = HERE.sender
EMAIL_BACKEND = "kokong.kernel.mail.InstallationEmailBackend"

# Whoever types a command reads lines; what processes write is read by programs, and kept.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname:.1} {name}: {message}", "style": "{"},
        "json": {"()": "kokong.kernel.logs.JsonLines"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line" if HERE.process == "command" else "json",
        },
        "counted": {"class": "kokong.kernel.numbers.Counted"},
    },
    "root": {"handlers": ["console", "counted"], "level": "WARNING"},
    "loggers": {"kokong": {"level": "INFO"}},
}
