"""Settings of Đảng vụ. Importing them starts nothing and opens nothing."""

from csp.constants import NONE, SELF

from config.database import CHECKOUT, django_database, var_folder
from config.front_end import version
from config.keys import secret_key
from config.logs import LOGGING as LOGGING
from config.sign_in import *  # noqa: F403
from config.sign_in import SIGN_IN_APPS

BASE_DIR = CHECKOUT
VAR = var_folder()
DEBUG = False
SECRET_KEY = secret_key(VAR)
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "dangvu.audit",
    "dangvu.jobs",
    "dangvu.documents",
    "dangvu.organizations",
    "dangvu.access",
    "dangvu.members",
    "dangvu.reorganizations",
    "dangvu.reviews",
    "dangvu.screening",
    "dangvu.inspections",
    "dangvu.discipline",
    "dangvu.targets",
    "dangvu.statistics",
    "dangvu.exchange",
    "dangvu.web",
    *SIGN_IN_APPS,
    "dangvu.web.readings",
    "dangvu.web.jobs",
    "dangvu.web.frame",
    "dangvu.web.work",
    "dangvu.web.search",
    "dangvu.web.members",
    "dangvu.web.organizations",
    "dangvu.web.reports",
    "dangvu.web.imports",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "dangvu.web.frame.middleware.headers",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dangvu.web.frame.middleware.clean_address",
    "dangvu.web.frame.size.limit_size",  # before anything reads the body
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dangvu.web.frame.middleware.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "dangvu.web.frame.middleware.drafts",
    "dangvu.web.frame.place_and_day.place_and_day",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "dangvu.web.frame.context.frame",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "dangvu.web.frame.templatetags.frame",
            ],
        },
    }
]
DATABASES = {"default": django_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.Account"
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOGIN_URL = "/dang-nhap"
LOGIN_REDIRECT_URL = "/"
SESSION_COOKIE_NAME = "dangvu_session"
CSRF_COOKIE_NAME = "dangvu_csrf"
CSRF_FAILURE_VIEW = "dangvu.web.frame.errors.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True
STATIC_VERSION = version()
STATIC_URL = f"/static/{STATIC_VERSION}/"  # the version makes every file immutable
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.static_finder.NodeFinder",
]
WHITENOISE_USE_FINDERS = True  # served from the checkout as they are; nothing to collect
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/[0-9a-f]{12}/"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
