"""Addresses of families, and of what is known about children."""

from django.urls import path

from migrants.views import childhood, households

urlpatterns = [
    path("kerja/keluarga/", households.household_list, name="household_list"),
    path("kerja/keluarga/tambah/", households.household_add, name="household_add"),
    path("kerja/keluarga/perhatian/", childhood.family_watch, name="family_watch"),
    path("kerja/keluarga/<int:pk>/", households.household_detail, name="household_detail"),
    path("kerja/keluarga/<int:pk>/ubah/", households.household_edit, name="household_edit"),
    path("kerja/keluarga/<int:pk>/nomor/", households.household_number, name="household_number"),
    path("kerja/keluarga/<int:pk>/kartu/", households.household_card, name="household_card"),
    path("kerja/keluarga/<int:pk>/anggota/", households.household_join, name="household_join"),
    path("kerja/keluarga/<int:pk>/kepala/", households.household_head, name="household_head"),
    path("kerja/keluarga/<int:pk>/pisah/", households.household_split, name="household_split"),
    path("kerja/keluarga/<int:pk>/kiriman/", households.household_money, name="household_money"),
    path(
        "kerja/keluarga/<int:pk>/kiriman/tambah/", households.remittance_add, name="remittance_add"
    ),
    path("kerja/kiriman/<int:pk>/selesai/", households.remittance_end, name="remittance_end"),
    path("kerja/anggota/<int:pk>/", households.household_member, name="household_member"),
    path("kerja/anggota/<int:pk>/keluar/", households.household_leave, name="household_leave"),
    path("kerja/warga/<int:pk>/pengasuh/", childhood.care_add, name="care_add"),
    path("kerja/pengasuh/<int:pk>/selesai/", childhood.care_end, name="care_end"),
    path("kerja/warga/<int:pk>/orang-tua/", childhood.parent_add, name="parent_add"),
    path("kerja/orang-tua/<int:pk>/hapus/", childhood.parent_remove, name="parent_remove"),
    path("kerja/warga/<int:pk>/sekolah/", childhood.schooling_edit, name="schooling_edit"),
    path("kerja/warga/<int:pk>/sekolah/lihat/", childhood.schooling_show, name="schooling_show"),
]
