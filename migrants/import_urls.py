from django.urls import path

from migrants.views import imports

urlpatterns = [
    path("kerja/impor/", imports.import_list, name="import_list"),
    path("kerja/impor/contoh/", imports.import_template, name="import_template"),
    path("kerja/impor/<int:pk>/", imports.import_batch, name="import_batch"),
    path("kerja/impor/<int:pk>/kolom/", imports.import_columns, name="import_columns"),
    path("kerja/impor/<int:pk>/simpan/", imports.import_apply, name="import_apply"),
    path("kerja/impor/<int:pk>/urungkan/", imports.import_undo, name="import_undo"),
    path("kerja/impor/<int:pk>/ulang/", imports.import_again, name="import_again"),
    path("kerja/impor/<int:pk>/buang/", imports.import_discard, name="import_discard"),
    path("kerja/impor/<int:pk>/salah/", imports.import_faulty, name="import_faulty"),
    path("kerja/impor/<int:pk>/berkas/", imports.import_file, name="import_file"),
    path("kerja/impor/baris/<int:pk>/", imports.import_row, name="import_row"),
]
