"""Addresses of the reports, their lists and files, and of what was sealed."""

from django.urls import path

from dangvu.web.reports.views import files, listing, report, sealed

urlpatterns = [
    path("bao-cao", report.choose, name="reports"),
    path("bao-cao/<str:name>/<str:code>", report.report, name="report"),
    path("bao-cao/<str:name>/<str:code>/tep/<str:form>", files.report_file, name="report_file"),
    path("bao-cao/<str:name>/<str:code>/chot", sealed.seal_report, name="report_seal"),
    path("danh-sach/<str:name>/<str:code>/<str:key>", listing.listing, name="report_list"),
    path("danh-sach/<str:name>/<str:code>/<str:key>/tep", files.list_file, name="report_list_file"),
    path("bao-cao-da-chot", sealed.sealed_reports, name="sealed_reports"),
    path("bao-cao-da-chot/<int:sealed_id>", sealed.sealed_report, name="sealed_report"),
    path("bao-cao-da-chot/<int:sealed_id>/so-sanh", sealed.comparison, name="sealed_comparison"),
]
