"""Settings of signing in: passwords, second factors, sessions, the hosts of this installation.

`dangvu serve` hands its options on to the processes that it starts through the environment.
"""

import os

#: Whether browsers reach this installation by HTTPS; passkeys are offered only then.
HTTPS = os.environ.get("DANGVU_HTTPS") == "1"
#: Host names and addresses by which it is reached, beside this machine's own.
HOSTS = [host for host in os.environ.get("DANGVU_HOSTS", "").split(",") if host]
#: `bin/demo`: the demo's people are listed on the sign-in page and sign in without a password.
DEMO = os.environ.get("DANGVU_DEMO") == "1"

SIGN_IN_APPS = [
    "django.contrib.humanize",
    "dangvu.web.accounts",  # before the library, whose pages it words and draws anew
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
]

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *HOSTS]
if os.environ.get("DANGVU_PROXY") == "1":  # a proxy of our own stands in front and sets these itself
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "dangvu_cache"},
}

AUTHENTICATION_BACKENDS = ["dangvu.web.accounts.backend.NameOrPhone"]
PASSWORD_HASHERS = ["dangvu.access.hashers.Argon2"]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": f"{_VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "display_name", "phone")},
    },
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATION}.NumericPasswordValidator"},
]

ACCOUNT_ADAPTER = "dangvu.web.accounts.adapter.SignIn"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True  # the cookie lives as long as the session: 12 hours
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_USER_DISPLAY = "dangvu.web.accounts.adapter.name_of"
# A whole office stands behind one address, so the page is not limited by it: wrong guesses are slowed in
# `dangvu.access.services.throttling`. The one left is for codes of second factors, after the password.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "dangvu.web.accounts.adapter.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", *(["webauthn"] if HTTPS else [])]
MFA_PASSKEY_LOGIN_ENABLED = HTTPS
MFA_TOTP_ISSUER = "Đảng vụ"
MFA_TOTP_TOLERANCE = 1  # clocks of offices without a network drift
MFA_RECOVERY_CODES_SHOW_ONCE = True
USERSESSIONS_TRACK_ACTIVITY = False
