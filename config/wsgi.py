"""What the web server runs. Each of its processes takes its own share in the embedded database."""

from django.core.wsgi import get_wsgi_application

from config.opening import open_database

open_database()
application = get_wsgi_application()
