"""Addresses of cases: a family's own pages, and the staff's."""

from django.urls import path, re_path

from accounts.codes import CODE_ALPHABET
from migrants.models.cases import CODE_LENGTH
from migrants.views import case_work, cases, reports

#: What cannot be a code is 404 without asking the database.
CODE = f"(?P<code>[{CODE_ALPHABET}]{{{CODE_LENGTH}}})"

urlpatterns = [
    path("lapor/", reports.report_start, name="report_start"),
    re_path("^lapor/(?P<step>siapa|cerita|kabar)/$", reports.report_step, name="report_step"),
    path("lapor/cek/", reports.report_find, name="report_find"),
    path("lapor/keluar/", reports.report_leave, name="report_leave"),
    re_path(f"^lapor/{CODE}/$", reports.report_page, name="report_page"),
    path("kerja/warga/<int:pk>/kasus/", cases.case_add, name="case_add"),
    path("kerja/kasus/", cases.case_list, name="case_list"),
    path("kerja/kasus/lapor/", cases.case_report, name="case_report"),
    path("kerja/kasus/<int:pk>/", cases.case_detail, name="case_detail"),
    path("kerja/kasus/<int:pk>/tangani/", cases.case_take, name="case_take"),
    path("kerja/kasus/<int:pk>/tutup/", cases.case_close, name="case_close"),
    path("kerja/kasus/<int:pk>/buka-lagi/", cases.case_reopen, name="case_reopen"),
    path("kerja/kasus/<int:pk>/serahkan/", cases.case_hand_over, name="case_hand_over"),
    path("kerja/kasus/<int:pk>/warga/", cases.case_link, name="case_link"),
    path("kerja/kasus/<int:pk>/rahasia/", cases.case_conceal, name="case_conceal"),
    path("kerja/kasus/<int:pk>/tenggat/", case_work.case_deadline, name="case_deadline"),
    path("kerja/kasus/<int:pk>/pesan/", case_work.case_message, name="case_message"),
    path("kerja/kasus/<int:pk>/foto/", case_work.case_photo_add, name="case_photo_add"),
    path("kerja/kasus/foto/<uuid:key>/<int:size>/", case_work.case_photo, name="case_photo"),
    path("kerja/kasus/rujukan/<int:pk>/", case_work.case_answer, name="case_answer"),
    path("kerja/kasus/tenggat/<int:pk>/", case_work.case_deadline_done, name="case_deadline_done"),
]
