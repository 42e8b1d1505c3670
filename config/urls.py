"""Addresses of the web. Every one of them has a line in `dangvu.web.rights_table`."""

from django.urls import include, path

urlpatterns = [
    path("", include("dangvu.web.work.urls")),
    path("", include("dangvu.web.search.urls")),
    path("", include("dangvu.web.members.urls")),
    path("", include("dangvu.web.frame.urls")),
    path("", include("dangvu.web.accounts.urls")),
    path("", include("dangvu.web.readings.urls")),
    path("", include("dangvu.web.jobs.urls")),
    path("", include("dangvu.web.organizations.urls")),
    path("", include("dangvu.web.reports.urls")),
    path("api/", include("dangvu.api.urls")),
    path("", include("dangvu.web.imports.urls")),
]
handler400 = "dangvu.web.frame.errors.bad_request"
handler403 = "dangvu.web.frame.errors.forbidden"
handler404 = "dangvu.web.frame.errors.not_found"
handler500 = "dangvu.web.frame.errors.server_error"
