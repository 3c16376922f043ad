"""Addresses of groups: members, meetings, savings, lines of business."""

from django.urls import path

from migrants.views import coaching, groups, meetings, savings

urlpatterns = [
    path("kerja/kelompok/", groups.group_list, name="group_list"),
    path("kerja/kelompok/tambah/", groups.group_add, name="group_add"),
    path("kerja/kelompok/<int:pk>/", groups.group_detail, name="group_detail"),
    path("kerja/kelompok/<int:pk>/ubah/", groups.group_edit, name="group_edit"),
    path("kerja/kelompok/<int:pk>/anggota/", groups.group_join, name="group_join"),
    path("kerja/kelompok/<int:pk>/tamu/", groups.group_guest, name="group_guest"),
    path("kerja/kelompok/anggota/<int:pk>/", groups.group_member, name="group_member"),
    path("kerja/kelompok/anggota/<int:pk>/keluar/", groups.group_leave, name="group_leave"),
    path("kerja/kelompok/<int:pk>/pertemuan/", meetings.meeting_list, name="meeting_list"),
    path("kerja/kelompok/<int:pk>/pertemuan/tambah/", meetings.meeting_add, name="meeting_add"),
    path("kerja/kelompok/pertemuan/<int:pk>/", meetings.meeting_detail, name="meeting_detail"),
    path("kerja/kelompok/pertemuan/<int:pk>/ubah/", meetings.meeting_edit, name="meeting_edit"),
    path("kerja/kelompok/<int:pk>/tabungan/", savings.group_savings, name="group_savings"),
    path(
        "kerja/kelompok/anggota/<int:pk>/tabungan/", savings.member_savings, name="member_savings"
    ),
    path(
        "kerja/kelompok/anggota/<int:pk>/tabungan/catat/", savings.savings_add, name="savings_add"
    ),
    path(
        "kerja/kelompok/tabungan/<int:pk>/betulkan/",
        savings.savings_correct,
        name="savings_correct",
    ),
    path("kerja/kelompok/<int:pk>/binaan/", coaching.line_add, name="line_add"),
    path("kerja/kelompok/binaan/<int:pk>/peserta/", coaching.line_coach, name="line_coach"),
    path("kerja/kelompok/binaan/<int:pk>/selesai/", coaching.line_end, name="line_end"),
    path("kerja/kelompok/peserta/<int:pk>/selesai/", coaching.coached_end, name="coached_end"),
]
