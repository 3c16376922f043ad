from django.urls import path

from workspace.views import deaths, messages, referrals, start, villages

urlpatterns = [
    path("kerja/", start.work, name="work"),
    path("kerja/kasus/<int:pk>/rujuk/", referrals.case_refer, name="case_refer"),
    path("kerja/pesan/", messages.message_list, name="message_list"),
    path("kerja/pesan/<int:pk>/terkirim/", messages.message_sent, name="message_sent"),
    path("kerja/pesan/telepon/<int:pk>/", messages.call_done, name="call_done"),
    path("kerja/warga/<int:pk>/meninggal/", deaths.death_report_add, name="death_report_add"),
    path("kerja/desa/", villages.village_changes, name="village_changes"),
    path("kerja/desa/<int:pk>/", villages.village_follow, name="village_follow"),
    path("kerja/laporan/desa/", villages.village_report, name="village_report"),
    path("kerja/kabar-duka/", deaths.death_list, name="death_list"),
    path("kerja/kabar-duka/<int:pk>/", deaths.death_report, name="death_report"),
    path("kerja/kabar-duka/<int:pk>/pastikan/", deaths.death_confirm, name="death_confirm"),
    path("kerja/kabar-duka/<int:pk>/tolak/", deaths.death_refuse, name="death_refuse"),
    path("kerja/kabar-duka/<int:pk>/berkas/", deaths.death_papers, name="death_papers"),
]
