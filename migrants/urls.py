from django.urls import path

from migrants.case_urls import urlpatterns as case_urlpatterns
from migrants.family_urls import urlpatterns as family_urlpatterns
from migrants.group_urls import urlpatterns as group_urlpatterns
from migrants.import_urls import urlpatterns as import_urlpatterns
from migrants.person_urls import urlpatterns as person_urlpatterns
from migrants.views import consents, journeys, people, rounds, wishes

urlpatterns = [
    *family_urlpatterns,
    *group_urlpatterns,
    path("kerja/warga/", people.person_list, name="person_list"),
    path("kerja/warga/tambah/", people.person_add, name="person_add"),
    path("kerja/warga/kembar/", people.person_doubles, name="person_doubles"),
    *person_urlpatterns,
    path("kerja/warga/<int:pk>/", people.person_detail, name="person_detail"),
    path("kerja/warga/<int:pk>/ubah/", people.person_edit, name="person_edit"),
    path("kerja/warga/<int:pk>/nomor/", people.person_numbers, name="person_numbers"),
    path("kerja/warga/<int:pk>/riwayat/", people.person_history, name="person_history"),
    path("kerja/warga/<int:pk>/kabar/", journeys.person_fate, name="person_fate"),
    path("kerja/warga/<int:pk>/perjalanan/", journeys.journey_add, name="journey_add"),
    path("kerja/warga/<int:pk>/persetujuan/", consents.consent_add, name="consent_add"),
    path("kerja/perjalanan/<int:pk>/", journeys.journey_edit, name="journey_edit"),
    path("kerja/perjalanan/<int:pk>/berangkat/", journeys.journey_depart, name="journey_depart"),
    path("kerja/perjalanan/<int:pk>/pulang/", journeys.journey_return, name="journey_return"),
    path("kerja/perjalanan/<int:pk>/batal/", journeys.journey_cancel, name="journey_cancel"),
    path("kerja/perjalanan/<int:pk>/kejadian/", journeys.journey_event, name="journey_event"),
    path("kerja/perjalanan/<int:pk>/rencana/", journeys.journey_plan, name="journey_plan"),
    path("kerja/perjalanan/<int:pk>/rahasia/", journeys.journey_private, name="journey_private"),
    path("kerja/kejadian/<int:pk>/", journeys.event_edit, name="event_edit"),
    path("kerja/kejadian/<int:pk>/kembali/", journeys.event_back, name="event_back"),
    path("kerja/kejadian/<int:pk>/batalkan/", journeys.event_take_back, name="event_take_back"),
    path("kerja/warga/<int:pk>/perubahan/", journeys.person_changes, name="person_changes"),
    path("kerja/warga/<int:pk>/keinginan/", wishes.wish_add, name="wish_add"),
    path("kerja/putaran/", rounds.round_next, name="round_next"),
    path("kerja/putaran/<int:pk>/", rounds.round_answer, name="round_answer"),
    path("kerja/putaran/jawaban/<int:pk>/", rounds.round_undo, name="round_undo"),
    path("kerja/persetujuan/<int:pk>/cabut/", consents.consent_withdraw, name="consent_withdraw"),
    *case_urlpatterns,
    *import_urlpatterns,
]
