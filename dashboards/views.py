"""What officials see of their territory."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import StaffRequest, only
from accounts.audit import log_export
from accounts.models import Role
from dashboards.areas import chosen_area
from dashboards.months import chosen_month
from dashboards.reports import Report, make_report
from dashboards.spreadsheet import as_workbook, file_name
from migrants.models import Person

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _report(request: StaffRequest) -> Report:
    area = chosen_area(request.user, request.GET)
    return make_report(area, chosen_month(request.GET.get("bulan", "")))


@only(Role.OFFICIAL)
def dashboard(request: StaffRequest) -> HttpResponse:
    """Figures of the official's territory, or of the part that ?kecamatan= names."""
    if not request.user.territory:
        return render(request, "dashboards/no_territory.html")
    return render(request, "dashboards/dashboard.html", {"report": _report(request)})


@only(Role.OFFICIAL)
def dashboard_export(request: StaffRequest) -> HttpResponse:
    """The same figures as a spreadsheet. Who took it is kept."""
    report = _report(request)
    log_export(
        user=request.user,
        rows=Person.visible_to(request.user),
        fields=[table.key for table in report.tables],
        count=sum(len(table.rows) for table in report.tables),
    )
    return HttpResponse(
        as_workbook(report),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{file_name(report)}"'},
    )
