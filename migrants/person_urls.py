"""Addresses below one person: papers, protected data, trainings, where she lives, moves, prints."""

from django.urls import path

from migrants.views import consents, documents, homes, moves, prints, protected, trainings

urlpatterns = [
    path("kerja/warga/<int:pk>/surat/", documents.document_add, name="document_add"),
    path("kerja/surat/<int:pk>/", documents.document_edit, name="document_edit"),
    path("kerja/surat/<int:pk>/selesai/", documents.document_end, name="document_end"),
    path("kerja/warga/<int:pk>/data-khusus/", protected.person_protected, name="person_protected"),
    path("kerja/warga/<int:pk>/kesehatan/", protected.health_edit, name="health_edit"),
    path("kerja/warga/<int:pk>/keuangan/", protected.finance_edit, name="finance_edit"),
    path("kerja/warga/<int:pk>/perhatian/", protected.vulnerability_add, name="vulnerability_add"),
    path(
        "kerja/perhatian/<int:pk>/selesai/", protected.vulnerability_end, name="vulnerability_end"
    ),
    path("kerja/warga/<int:pk>/pelatihan/", trainings.training_add, name="training_add"),
    path("kerja/pelatihan/<int:pk>/hapus/", trainings.training_remove, name="training_remove"),
    path("kerja/warga/<int:pk>/tempat-tinggal/", homes.residence_add, name="residence_add"),
    path("kerja/tempat-tinggal/<int:pk>/selesai/", homes.residence_end, name="residence_end"),
    path("kerja/persetujuan/<int:pk>/teks/", consents.consent_text, name="consent_text"),
    path("kerja/pendatang/", homes.newcomer_list, name="newcomer_list"),
    path("kerja/pindah/", moves.move_list, name="move_list"),
    path("kerja/pindah/minta/", moves.move_ask, name="move_ask"),
    path("kerja/pindah/<int:pk>/", moves.move_detail, name="move_detail"),
    path("kerja/pindah/<int:pk>/orang/", moves.move_choose, name="move_choose"),
    path("kerja/pindah/<int:pk>/batal/", moves.move_withdraw, name="move_withdraw"),
    path("kerja/warga/<int:pk>/pindah/", moves.move_offer, name="move_offer"),
    path("kerja/warga/<int:pk>/cetak/", prints.person_sheet, name="person_sheet"),
    path(
        "kerja/warga/<int:pk>/cetak/izin-keluarga/",
        prints.permission_letter,
        name="permission_letter",
    ),
    path("kerja/warga/<int:pk>/cetak/pengantar/", prints.cover_letter, name="cover_letter"),
]
