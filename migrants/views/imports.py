"""Importing people from a file: upload, columns, rows, saving, undoing."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from accounts.access import StaffRequest, only
from accounts.audit import log_export
from accounts.models import Role
from accounts.row_keys import row_key
from migrants.actions.imports.applying import ask_to_apply
from migrants.actions.imports.editing import RowChanged, change_row, choose_all, choose_rows
from migrants.actions.imports.intake import choose_columns, discard, take_in
from migrants.actions.imports.showing import show_rows
from migrants.actions.imports.undoing import ask_to_undo
from migrants.actions.imports.work import NotNow, begin_again
from migrants.forms.imports import ColumnsForm, ImportRowForm, UploadForm
from migrants.imports.columns import COLUMNS
from migrants.imports.template import make_faulty, make_template
from migrants.models import ImportBatch, ImportRow

IMPORTERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
PAGE_SIZE = 25
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_State = ImportBatch.State
#: Tabs of a batch: word in the address → (state of open rows, outcomes).
_SAVED, _LEFT, _UNDONE, _OUT = "tersimpan", "tetap", "dibatalkan", "dilewati"


@only(*IMPORTERS)
@never_cache
def import_list(request: StaffRequest) -> HttpResponse:
    """The files so far, and a new one."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = UploadForm(*sent, user=request.user)
    if form.is_valid():
        village = form.village_of_file()
        regency = village.district.regency if village else request.user.regency
        if regency is None:
            form.add_error(None, _("Your account has no village yet. Ask the administrator."))
        else:
            batch = take_in(
                content=form.cleaned_data["file"],
                name=form.file_name,
                village=village,
                regency=regency,
                by=request.user,
            )
            return redirect(batch)
    batches = ImportBatch.visible_to(request.user).select_related("village", "by")
    page = Paginator(batches, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page}
    return render(
        request,
        "migrants/imports/import_list.html",
        context,
        status=422 if form.is_bound else 200,
    )


@only(*IMPORTERS)
def import_template(request: StaffRequest) -> HttpResponse:
    """The template, with the user's own villages to choose from."""
    many = request.user.role == Role.ADMINISTRATOR
    villages = request.user.villages().current().select_related("district").order_by("name")
    names = [f"{village.digits} {village.name}" for village in villages] if many else []
    return _download(make_template(names, many_villages=many), _("template-people.xlsx"))


@only(*IMPORTERS)
@never_cache
def import_batch(request: StaffRequest, pk: int) -> HttpResponse:
    """One file: how far it is, what it asks, or its rows."""
    batch = get_object_or_404(ImportBatch.visible_to(request.user).select_related("village"), pk=pk)
    if batch.is_working:
        part = "#progress" if request.htmx else ""
        return render(request, f"migrants/imports/import_working.html{part}", {"batch": batch})
    if request.method == "POST":
        return _choose(request, batch)
    if request.htmx and not request.GET.get("bagian"):  # the work that was waited for has ended
        return HttpResponse(headers={"HX-Refresh": "true"})
    if batch.state == _State.ASKS:
        return redirect("import_columns", pk=batch.pk)
    if batch.state in (_State.REFUSED, _State.FORGOTTEN):
        return render(request, "migrants/imports/import_closed.html", {"batch": batch})
    return render(request, "migrants/imports/import_rows.html", _rows_page(request, batch))


def _rows_page(request: StaffRequest, batch: ImportBatch) -> dict[str, Any]:
    every = ImportRow.visible_to(request.user).filter(batch=batch)
    tabs = _tabs(batch, every)
    asked = request.GET.get("bagian", "")
    known = {value for value, _label, _count in tabs}
    tab = asked if asked in known else (tabs[0][0] if tabs else ImportRow.State.NEW)
    page = Paginator(_rows_of(every, tab), PAGE_SIZE).get_page(request.GET.get("page"))
    return {
        "batch": batch,
        "tabs": tabs,
        "tab": tab,
        "page": page,
        "rows": show_rows(batch, list(page.object_list)),
        "is_faulty": tab == ImportRow.State.WRONG,
        "may_choose": tab in (ImportRow.State.NEW, ImportRow.State.UPDATE),
        "chosen": every.to_apply().count(),
        "saved": every.filter(outcome__in=["added", "changed", "left"]).count(),
    }


def _tabs(batch: ImportBatch, every: QuerySet) -> list[tuple[str, str, int]]:
    """(word in the address, label, how many); first what needs somebody, empty ones left out."""
    counts = batch.counts()
    order = (
        ImportRow.State.WRONG,
        ImportRow.State.DOUBTFUL,
        ImportRow.State.NEW,
        ImportRow.State.UPDATE,
        ImportRow.State.SAME,
    )
    tabs = [(str(state), str(state.label), counts[state]) for state in order]
    outcomes = dict(every.order_by().values_list("outcome").annotate(number=Count("pk")))
    out = every.filter(left_out=True, outcome="").count()
    tabs += [
        (_SAVED, _("saved"), outcomes.get("added", 0) + outcomes.get("changed", 0)),
        (_LEFT, _("not undone"), outcomes.get("left", 0)),
        (_UNDONE, _("undone"), outcomes.get("undone", 0)),
        (_OUT, _("left out"), out),
    ]
    return [tab for tab in tabs if tab[2]]


def _rows_of(every: Any, tab: str) -> Any:
    match tab:
        case "tersimpan":
            rows = every.filter(outcome__in=["added", "changed"])
        case "tetap":
            rows = every.filter(outcome="left")
        case "dibatalkan":
            rows = every.filter(outcome="undone")
        case "dilewati":
            rows = every.filter(outcome="", left_out=True)
        case _:
            rows = every.with_state(tab)
    return rows.order_by("number").select_related("batch")


def _choose(request: StaffRequest, batch: ImportBatch) -> HttpResponse:
    """Keep the ticks of a page, or all of a kind; then perhaps go on to saving."""
    get_object_or_404(ImportBatch.editable_by(request.user), pk=batch.pk)
    what = request.POST.get("do", "choose")
    try:
        choose_rows(
            batch=batch,
            shown=_keys(request, "shown"),
            chosen=_keys(request, "row"),
        )
        for state in (ImportRow.State.NEW, ImportRow.State.UPDATE):
            if what in (f"all_{state}", f"none_{state}"):
                choose_all(batch=batch, state=state, chosen=what.startswith("all_"))
    except NotNow:
        messages.warning(request, _("This file is being worked on. Nothing was changed."))
        return redirect(batch)
    if what == "apply":
        return redirect("import_apply", pk=batch.pk)
    if request.htmx:
        rows = ImportRow.visible_to(request.user).filter(batch=batch)
        context = {"chosen": rows.to_apply().count(), "batch": batch}
        return render(request, "migrants/imports/import_rows.html#chosen", context)
    return redirect(request.get_full_path())


def _keys(request: StaffRequest, name: str) -> list[int]:
    sent = map(row_key, request.POST.getlist(name)[:PAGE_SIZE])
    return [key for key in sent if key is not None]


@only(*IMPORTERS)
@never_cache
def import_columns(request: StaffRequest, pk: int) -> HttpResponse:
    """What the file's columns mean."""
    batch = get_object_or_404(ImportBatch.editable_by(request.user), pk=pk)
    rows = ImportRow.visible_to(request.user).filter(batch=batch)
    settled = batch.is_working or rows.exclude(outcome="").exists()
    if settled or not batch.header_names:
        return redirect(batch)
    form = ColumnsForm(request.POST or None, batch=batch)
    if request.method == "POST" and form.is_valid():
        try:
            choose_columns(
                batch=batch,
                mapping=form.mapping,
                date_order=form.cleaned_data["date_order"],
                by=request.user,
            )
        except NotNow:
            messages.warning(request, _("This file is being worked on. Nothing was changed."))
        return redirect(batch)
    labels = [str(column.label) for column in COLUMNS if column.key in batch.mixed_dates]
    context = {"form": form, "batch": batch, "mixed": ", ".join(labels)}
    return render(
        request,
        "migrants/imports/import_columns.html",
        context,
        status=422 if form.is_bound else 200,
    )


@only(*IMPORTERS)
@never_cache
def import_row(request: StaffRequest, pk: int) -> HttpResponse:
    """One row: its cells, who is meant, or leave it out."""
    rows = ImportRow.editable_by(request.user).select_related("batch__village")
    row = get_object_or_404(rows, pk=pk)
    was = row.state
    shown = show_rows(row.batch, [row])[0]
    if request.method != "POST" or row.outcome:
        form = ImportRowForm.as_it_is(row, shown.candidates)
        return _show_row(request, form, shown)
    form = ImportRowForm(request.POST, row=row, candidates=shown.candidates)
    if not form.is_valid():
        return _show_row(request, form, shown, status=422)
    left_out = {"leave": True, "take": False}.get(request.POST.get("do", ""))
    try:
        changed = change_row(
            row=row,
            version=form.cleaned_data["version"],
            cells=form.typed_cells() if left_out is None else None,
            answer=form.cleaned_data.get("answer"),
            left_out=left_out,
        )
    except RowChanged:
        fresh = get_object_or_404(rows, pk=pk)
        if fresh.outcome:  # saved already: there is nothing to type any more
            messages.warning(request, _("Somebody changed this row meanwhile. Look at it again."))
            return redirect(row)
        form.tell_of_change(fresh)
        return _show_row(request, form, shown, status=409)
    except NotNow:
        form.add_error(None, _("This file is being worked on. Nothing was changed."))
        return _show_row(request, form, shown, status=409)
    if changed.left_out or changed.state in (ImportRow.State.NEW, ImportRow.State.UPDATE):
        messages.success(request, _("Row %(number)d is saved.") % {"number": row.number})
        return redirect(f"{row.batch.get_absolute_url()}?bagian={was}")
    if changed.state == ImportRow.State.SAME:
        messages.info(request, _("Everything in this row is registered already."))
        return redirect(row.batch)
    changed.batch = row.batch
    again = show_rows(row.batch, [changed])[0]
    form = ImportRowForm.as_it_is(changed, again.candidates)
    return _show_row(request, form, again, status=422)


def _show_row(
    request: StaffRequest, form: ImportRowForm, shown: Any, status: int = 200
) -> HttpResponse:
    context = {"form": form, "shown": shown, "row": shown.row, "batch": shown.row.batch}
    return render(request, "migrants/imports/import_row.html", context, status=status)


@only(*IMPORTERS)
@never_cache
def import_apply(request: StaffRequest, pk: int) -> HttpResponse:
    """Save the chosen rows: asked once more, then once only."""
    batch = get_object_or_404(ImportBatch.editable_by(request.user), pk=pk)
    rows = ImportRow.visible_to(request.user).filter(batch=batch)
    chosen = dict(rows.to_apply().order_by().values_list("state").annotate(number=Count("pk")))
    if request.method == "POST":
        try:
            ask_to_apply(batch=batch, by=request.user)
        except NotNow:
            messages.info(request, _("Nothing was left to save, or it is being saved already."))
        return redirect(batch)
    if batch.is_working or not chosen:
        return redirect(batch)
    context = {
        "batch": batch,
        "new": chosen.get(ImportRow.State.NEW, 0),
        "changes": chosen.get(ImportRow.State.UPDATE, 0),
        "behind": sum(batch.counts().values()) - sum(chosen.values()),
    }
    return render(request, "migrants/imports/import_apply.html", context)


@only(*IMPORTERS)
@never_cache
def import_undo(request: StaffRequest, pk: int) -> HttpResponse:
    """Take back what the file brought."""
    batch = get_object_or_404(ImportBatch.editable_by(request.user), pk=pk)
    rows = ImportRow.visible_to(request.user).filter(batch=batch)
    saved = dict(rows.order_by().values_list("outcome").annotate(number=Count("pk")))
    if request.method == "POST":
        try:
            ask_to_undo(batch=batch, by=request.user)
        except NotNow:
            messages.info(request, _("There is nothing to undo, or it is being undone already."))
        return redirect(batch)
    if not any(saved.get(outcome) for outcome in ("added", "changed", "left")):
        return redirect(batch)
    context = {"batch": batch, "added": saved.get("added", 0), "changed": saved.get("changed", 0)}
    return render(request, "migrants/imports/import_undo.html", context)


@only(*IMPORTERS)
def import_again(request: StaffRequest, pk: int) -> HttpResponse:
    """Begin work again that was cut off."""
    batch = get_object_or_404(ImportBatch.editable_by(request.user), pk=pk)
    if request.method == "POST":
        try:
            begin_again(batch=batch, by=request.user)
        except NotNow:
            messages.info(request, _("It is still going on. Please wait a little."))
    return redirect(batch)


@only(*IMPORTERS)
@never_cache
def import_discard(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw file and rows away."""
    batch = get_object_or_404(ImportBatch.editable_by(request.user), pk=pk)
    if request.method == "POST":
        try:
            discard(batch=batch)
        except NotNow:
            messages.warning(request, _("This file is being worked on. Nothing was changed."))
            return redirect(batch)
        messages.success(request, _("The file and its rows are cleared away."))
        return redirect("import_list")
    rows = ImportRow.visible_to(request.user).filter(batch=batch)
    saved = rows.filter(outcome__in=["added", "changed", "left"]).count()
    return render(request, "migrants/imports/import_discard.html", {"batch": batch, "saved": saved})


@only(*IMPORTERS)
@never_cache
def import_faulty(request: StaffRequest, pk: int) -> HttpResponse:
    """The faulty rows as a spreadsheet, to be mended and handed in again. Who took it is kept."""
    batch = get_object_or_404(ImportBatch.visible_to(request.user), pk=pk)
    rows = ImportRow.visible_to(request.user).filter(batch=batch).with_state("wrong")
    found = list(rows.order_by("number"))
    used = set(batch.mapping.values())
    columns = [column.key for column in COLUMNS if column.key in used or column.key == "name"]
    log_export(user=request.user, rows=rows, fields=columns, count=len(found))
    return _download(make_faulty(found, columns), _("faulty-rows-%(pk)d.xlsx") % {"pk": batch.pk})


@only(*IMPORTERS)
@never_cache
def import_file(request: StaffRequest, pk: int) -> HttpResponse:
    """The file as it was handed in. Who took it is kept."""
    batch = get_object_or_404(ImportBatch.visible_to(request.user), pk=pk)
    content = batch.content()
    if not content:
        return redirect(batch)
    rows = ImportRow.visible_to(request.user).filter(batch=batch)
    log_export(user=request.user, rows=rows, fields=["file"], count=batch.total)
    stem, _dot, ending = batch.name.rpartition(".")
    name = f"{slugify(stem) or 'impor'}-{timezone.localdate(batch.created_at):%Y-%m-%d}.{ending}"
    return _download(content, name, kind="application/octet-stream")


def _download(content: bytes, name: str, kind: str = XLSX) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
