from django.urls import path

from notices.views import webhook, wishes

urlpatterns = [
    path("pesan/whatsapp/", webhook.whatsapp_webhook, name="whatsapp_webhook"),
    path("pesan/<str:token>/", wishes.message_wishes, name="message_wishes"),
]
