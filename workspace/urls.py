from django.urls import path

from workspace.views import messages, start

urlpatterns = [
    path("kerja/", start.work, name="work"),
    path("kerja/pesan/", messages.message_list, name="message_list"),
    path("kerja/pesan/<int:pk>/terkirim/", messages.message_sent, name="message_sent"),
    path("kerja/pesan/telepon/<int:pk>/", messages.call_done, name="call_done"),
]
