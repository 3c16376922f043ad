"""How the LTSA does: for its officers, and for officials and administrators of its territory."""

from django.http import HttpResponse
from django.shortcuts import render

from accounts.access import StaffRequest, only
from accounts.audit import log_export
from accounts.models import Role
from dashboards.period import usual_periods
from dashboards.spreadsheet import as_workbook, file_name
from dashboards.views import XLSX
from dashboards.visit_forms import QuestionForm
from dashboards.visit_reports import visit_report

_READERS = (Role.LTSA_OFFICER, Role.OFFICIAL, Role.ADMINISTRATOR)
_PARAMETERS = ("dari", "sampai", "kantor", "loket")


def _form(request: StaffRequest) -> QuestionForm:
    asked = any(name in request.GET for name in _PARAMETERS)
    return QuestionForm(request.GET if asked else None, user=request.user)


@only(*_READERS)
def visit_figures(request: StaffRequest) -> HttpResponse:
    """Waiting, service, no-shows, papers and trips of the days, office and desk that are asked."""
    form = _form(request)
    if not form.offices:
        return render(request, "dashboards/no_territory.html")
    context = {"form": form, "usual": usual_periods()}
    if form.is_bound and not form.is_valid():
        return render(request, "dashboards/visit_figures.html", context, status=422)
    report = visit_report(form.question())
    return render(request, "dashboards/visit_figures.html", {**context, "report": report})


@only(*_READERS)
def visit_figures_export(request: StaffRequest) -> HttpResponse:
    """The same figures as a spreadsheet. Who took it is kept."""
    form = _form(request)
    if not form.offices or (form.is_bound and not form.is_valid()):
        return visit_figures(request)
    report = visit_report(form.question())
    log_export(
        user=request.user,
        rows=report.question.bookings,
        fields=[table.key for table in report.tables],
        count=sum(len(table.rows) for table in report.tables),
    )
    return HttpResponse(
        as_workbook(report),
        content_type=XLSX,
        headers={"Content-Disposition": f'attachment; filename="{file_name(report)}"'},
    )
