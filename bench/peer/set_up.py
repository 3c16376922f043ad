"""One service and one person who gives it; prints the service's id. Run in its own environment."""

import datetime as dt
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.peer.settings")
django.setup()

from appointment.models import Service, StaffMember, WorkingHours  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402

call_command("makemigrations", "appointment", verbosity=0)  # it ships none
call_command("migrate", verbosity=0)
user = get_user_model().objects.create_user("desk", "desk@example.org")
service = Service.objects.create(name="Letter", duration=dt.timedelta(minutes=30), price=0)
desk = StaffMember.objects.create(user=user)
desk.services_offered.add(service)
for day in range(7):
    WorkingHours.objects.create(
        staff_member=desk, day_of_week=day, start_time=dt.time(9), end_time=dt.time(18, 30)
    )
print(service.pk)
