"""Settings. Everything that differs between installations comes from CHANGREN_* variables (docs/operating.md)."""

import os
import secrets
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

try:  # a bundled SQLite >= 3.51.3: older ones can corrupt a WAL database (decision 0004)
    import pysqlite3
    import pysqlite3.dbapi2
except ImportError:
    pass
else:
    sys.modules["sqlite3"], sys.modules["sqlite3.dbapi2"] = pysqlite3, pysqlite3.dbapi2


def env(name: str, default: str = "") -> str:
    return os.environ.get(f"CHANGREN_{name}", default)


def flag(name: str, default: bool = False) -> bool:
    return env(name, "1" if default else "0") in ("1", "true", "yes")


def number(name: str, default: int) -> int:
    given = env(name, str(default))
    if not (given.isdecimal() and int(given)):
        raise ImproperlyConfigured(f"CHANGREN_{name} must be a whole number above 0, not {given}.")
    return int(given)


ROOT = Path(__file__).resolve().parent.parent.parent
VAR = Path(env("VAR", str(ROOT / "var"))).resolve()
VAR.mkdir(parents=True, exist_ok=True)

EXAMPLE = flag("EXAMPLE")  # the example district: login cards, a clock that begins in 2010
PRODUCTION = flag("PRODUCTION")
REHEARSAL = flag("REHEARSAL")  # a copy in which anything may be tried; set by `changren rehearse`
TESTING = flag("TESTING")
STRICT = flag("STRICT", default=not PRODUCTION)  # a query inside a template raises
ADMIN = flag("ADMIN")  # Django's admin, read-only
DEBUG = False

if EXAMPLE and PRODUCTION:
    raise ImproperlyConfigured("The example district prints its passwords. It does not start in production.")


def kept_secret(name: str) -> str:
    """A secret from the environment, or from a file in VAR that is made on the first start."""
    file = VAR / name.lower()
    if env(name) or PRODUCTION:
        return env(name) or _missing(name)
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


def _missing(name: str) -> str:
    raise ImproperlyConfigured(f"CHANGREN_{name} must be set in production.")


SECRET_KEY = kept_secret("SECRET_KEY")
DATA_KEY = kept_secret("DATA_KEY")  # encrypts telephone numbers; without it they are lost
METRICS_TOKEN = env("METRICS_TOKEN")

ALLOWED_HOSTS = env("HOSTS", "*" if not PRODUCTION else "").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in env("ORIGINS").split(",") if origin]
SECURE_COOKIES = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_NAME = "csrftoken-rehearsal" if REHEARSAL else "csrftoken"
SIGN_IN_COOKIE = "changren-rehearsal" if REHEARSAL else "changren"  # a browser tells no ports apart
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "changren.base.web.errors.expired"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if flag("BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"], "script-src": ["'self'"], "style-src": ["'self'"], "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"], "form-action": ["'self'"], "base-uri": ["'none'"], "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}  # fmt: skip

INSTALLED_APPS = [
    "changren.base.apps.BaseConfig",
    "changren.organisation",
    "changren.rulebook",
    "changren.mandates",
    "changren.ballots",
    "changren.casework",
    "changren.congress",
    "changren.evaluation",
    "changren.elections",
    "changren.gallery",
    "changren.forum",
    "changren.matters",
    "changren.contact",
    "changren.proposals",
    "changren.overview",
    "changren.search",
    "changren.site.apps.SiteConfig",
    "django.forms",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "template_partials",
]
if ADMIN:
    INSTALLED_APPS += ["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.admin"]
    DATABASE_ROUTERS = ["changren.site.admin.NoTables"]
    SILENCED_SYSTEM_CHECKS = ["admin.E408", "admin.E410", "auth.E003"]  # we sign in without Django's auth

MIDDLEWARE = [
    "changren.base.web.watch.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "changren.organisation.middleware.SignedInMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "changren.site.shell.ShellMiddleware",
    "changren.base.web.refusals.RefusalMiddleware",
]
if REHEARSAL:
    MIDDLEWARE.insert(0, "changren.site.rehearsal.marking.MarkingMiddleware")

ROOT_URLCONF = "changren.site.urls"
FORM_RENDERER = "changren.base.ui.forms.Renderer"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "changren" / "base"],  # for "ui/<control>/<control>.html"
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "template_partials.templatetags.partials",
                "changren.base.ui.tags",
            ],
            "context_processors": ["django.contrib.messages.context_processors.messages"],
        },
    }
]
if ADMIN:
    TEMPLATES[0]["OPTIONS"]["context_processors"] += [  # type: ignore[index]
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
    ]


# A statement is planned once a connection, not at every question: that is most of what PostgreSQL spends on us.
PREPARED: dict[str, object] = {"connect_timeout": 5, "server_side_binding": True, "prepare_threshold": 5}


def database(url: str) -> dict[str, object]:
    """DATABASES["default"] from an address: a path for SQLite, postgresql://user:password@host:port/name else.

    `?layout=partitions` or `?layout=citus` chooses how tenant tables are laid out (R3).
    """
    if "://" not in url:
        pragmas = "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "wal_autocheckpoint=1000"
        options = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "".join(f"PRAGMA {p};" for p in pragmas),
        }
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url, "OPTIONS": options, "CONN_MAX_AGE": None}
    parts = urlsplit(url)
    layout = dict(pair.split("=") for pair in parts.query.split("&") if pair).get("layout", "plain")
    return {
        "ENGINE": "changren.base.tenancy.postgres", "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""), "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "", "PORT": str(parts.port or ""),
        "LAYOUT": layout, "PARTITIONS": number("PARTITIONS", 32), "CONN_HEALTH_CHECKS": True,
        "OPTIONS": PREPARED | ({} if TESTING else {"pool": {"min_size": 1, "max_size": THREADS + 2}}),
    }  # fmt: skip


THREADS = number("THREADS", 4)  # sync workers in one process
WORKERS = number("WORKERS", 2)  # processes
DATABASES = {"default": database(env("DATABASE", str(VAR / "changren.sqlite3")))}

CACHES = {
    "default": {  # how often somebody asked (base/web/often.py)
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    "parts": {  # of pages, until the next act (decision 0024)
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "parts", "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
    "lists": {  # for programs, the same way
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "lists", "TIMEOUT": 60,
        "OPTIONS": {"MAX_ENTRIES": 60},
    },
}  # fmt: skip

JOBS_INSIDE = flag("JOBS_INSIDE", default="LAYOUT" not in DATABASES["default"])  # else `changren work` does them

AUTH_USER_MODEL = "organisation.Person"
PASSWORD_HASHERS = ["changren.organisation.passwords.Argon2"]
PASSWORD_PROFILE = env("PASSWORD_PROFILE", "asvs")
if PASSWORD_PROFILE not in ("asvs", "mlps3"):
    raise ImproperlyConfigured(f"CHANGREN_PASSWORD_PROFILE is asvs or mlps3, not {PASSWORD_PROFILE}.")
LOCK_AFTER, LOCK_ADDRESS_AFTER, LOCK_FOR = 5, 200, timedelta(minutes=15)
SESSIONS_AT_MOST = number("SESSIONS_AT_MOST", 2)
IDLE_FOR = timedelta(minutes=number("IDLE_MINUTES", 30))
SESSION_FOR = timedelta(hours=12)
KEY_DAYS = number("KEY_DAYS", 366)  # how long a program's key may hold, at most
KEY_PER_MINUTE = number("KEY_PER_MINUTE", 300)  # requests a minute, at most, with one key

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LOCALE_PATHS = [ROOT / "changren" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "changren" / "base" / "static"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 86400
MEDIA_ROOT = VAR / "files"
BACKUPS = Path(env("BACKUPS", str(VAR / "backups"))).resolve()
BACKUPS_KEPT = number("BACKUPS_KEPT", 14)  # the newest; and the first of each of twelve months
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": "changren.base.web.logs.Formatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {"changren": {"level": env("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING")}},
}
