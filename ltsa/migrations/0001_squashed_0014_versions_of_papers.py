"""All tables of this app as they stood after 0014: a new database takes this one step.

The steps it replaces stay for databases that were made before it.
"""

import datetime
import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.comparison
import django.db.models.manager
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.phone
import ltsa.models.bookings
import ltsa.models.queue
import ltsa.models.timetable
import villages.days


class Migration(migrations.Migration):
    replaces = [
        ("ltsa", "0001_appointments"),
        ("ltsa", "0002_party_of_registered_person"),
        ("ltsa", "0003_exception_has_both_times"),
        ("ltsa", "0004_administrators_set_up"),
        ("ltsa", "0005_slots_end_and_marks_are_undone"),
        ("ltsa", "0006_days_of_our_time"),
        ("ltsa", "0007_papers_texts_and_bookers"),
        ("ltsa", "0008_delayed_release_waiting_and_closing"),
        ("ltsa", "0009_codes_for_who_waits"),
        ("ltsa", "0010_visits_of_several_services"),
        ("ltsa", "0011_calls_that_only_tell"),
        ("ltsa", "0012_queue_and_papers"),
        ("ltsa", "0013_letters_of_desks"),
        ("ltsa", "0014_versions_of_papers"),
    ]

    initial = True

    dependencies = [
        ("accounts", "0001_squashed_0003_messages_beside_fields"),
        ("migrants", "0001_squashed_0021_rules_name_their_column"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("villages", "0001_squashed_0004_days_of_our_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="Booking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("coordinator", "through the village coordinator"),
                            ("phone", "by phone"),
                            ("desk", "at the desk, for another day"),
                            ("walk_in", "walked in"),
                        ],
                        max_length=12,
                        verbose_name="came by",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        default=ltsa.models.bookings.new_code,
                        max_length=6,
                        unique=True,
                        verbose_name="booking code",
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("held", "kept for you"),
                            ("booked", "booked"),
                            ("arrived", "waiting"),
                            ("called", "called"),
                            ("serving", "being served"),
                            ("done", "done"),
                            ("incomplete", "papers missing"),
                            ("no_show", "did not come"),
                            ("cancelled", "cancelled"),
                            ("displaced", "cancelled by the office"),
                            ("expired", "not confirmed in time"),
                        ],
                        default="booked",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("starts_at", models.DateTimeField(verbose_name="date and time")),
                ("ends_at", models.DateTimeField(verbose_name="until")),
                (
                    "booked_by_role",
                    models.CharField(
                        choices=[
                            ("self", "the person herself"),
                            ("family", "family"),
                            ("neighbour", "neighbour or friend"),
                            ("coordinator", "village coordinator"),
                            ("officer", "LTSA officer"),
                        ],
                        max_length=12,
                        verbose_name="booked by",
                    ),
                ),
                ("contact_name", models.CharField(max_length=100, verbose_name="contact")),
                (
                    "contact_phone",
                    accounts.phone.PhoneField(blank=True, max_length=20, verbose_name="phone"),
                ),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "in order"),
                            (1, "elderly, pregnant, disabled or with a baby"),
                        ],
                        default=0,
                        verbose_name="priority",
                    ),
                ),
                (
                    "hold_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="kept until"),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="made at"
                    ),
                ),
                (
                    "booked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "replaces",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replaced_by",
                        to="ltsa.booking",
                        verbose_name="offered instead of",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                        verbose_name="village",
                    ),
                ),
                (
                    "device",
                    models.CharField(
                        blank=True,
                        db_default="",
                        editable=False,
                        help_text="Keyed hash of a random cookie: the same browser has the same.",
                        max_length=64,
                    ),
                ),
                (
                    "moves",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="moves that count"
                    ),
                ),
                (
                    "helper_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="who comes along",
                    ),
                ),
                (
                    "helper_phone",
                    accounts.phone.PhoneField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="phone of who comes along",
                    ),
                ),
                (
                    "list_key",
                    models.UUIDField(
                        blank=True,
                        editable=False,
                        help_text="The same for appointments that a coordinator reserved together.",
                        null=True,
                    ),
                ),
                (
                    "second_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=100,
                        verbose_name="second contact",
                    ),
                ),
                (
                    "second_phone",
                    accounts.phone.PhoneField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=20,
                        verbose_name="phone of the second contact",
                    ),
                ),
            ],
            options={
                "verbose_name": "booking",
                "verbose_name_plural": "bookings",
                "ordering": ["starts_at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        fields=["office", "starts_at", "id"], name="ltsa_booking_office_day"
                    ),
                    models.Index(
                        fields=["village", "starts_at", "id"], name="ltsa_booking_village_day"
                    ),
                    models.Index(
                        condition=models.Q(("state", "held")),
                        fields=["hold_until"],
                        name="ltsa_booking_held",
                    ),
                    models.Index(
                        fields=["contact_phone", "created_at"], name="ltsa_booking_phone_day"
                    ),
                    models.Index(
                        condition=models.Q(("booked_by__isnull", False)),
                        fields=["booked_by", "created_at"],
                        name="ltsa_booking_helper_day",
                    ),
                    models.Index(
                        condition=models.Q(("device", ""), _negated=True),
                        fields=["device", "created_at"],
                        name="ltsa_booking_device_day",
                    ),
                    models.Index(fields=["office", "created_at"], name="ltsa_booking_office_made"),
                    models.Index(
                        condition=models.Q(("list_key__isnull", False)),
                        fields=["list_key"],
                        name="ltsa_booking_list",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "held",
                                    "booked",
                                    "arrived",
                                    "called",
                                    "serving",
                                    "done",
                                    "incomplete",
                                    "no_show",
                                    "cancelled",
                                    "displaced",
                                    "expired",
                                ],
                            )
                        ),
                        name="ltsa_booking_state_known",
                        violation_error_message="This state does not exist.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("hold_until__isnull", False), ("state", "held")),
                            models.Q(
                                models.Q(("state", "held"), _negated=True), ("hold_until", None)
                            ),
                            _connector="OR",
                        ),
                        name="ltsa_booking_held_until",
                        violation_error_message="A time is kept until a certain moment, or it is booked.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="ltsa_booking_ends_after_start",
                        violation_error_message="A visit must end after it starts.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="active_has_seats",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            declare="DECLARE is_active BOOLEAN; has_seats BOOLEAN; has_claims BOOLEAN;",
                            func="\n        SELECT state IN ('held', 'booked', 'arrived', 'called', 'serving') INTO is_active FROM ltsa_booking WHERE id = NEW.id;\n        IF NOT FOUND THEN RETURN NULL; END IF;\n        SELECT EXISTS (SELECT FROM ltsa_allocation WHERE booking_id = NEW.id) INTO has_seats;\n        SELECT EXISTS (SELECT FROM ltsa_claim WHERE booking_id = NEW.id) INTO has_claims;\n        IF has_seats IS DISTINCT FROM is_active OR has_claims IS DISTINCT FROM is_active THEN\n            RAISE EXCEPTION 'booking %: active %, seats %, claims %',\n                NEW.id, is_active, has_seats, has_claims\n                USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'ltsa_booking_active_has_seats_and_claims';\n        END IF;\n        RETURN NULL;\n    ",
                            hash="1f9881eea6d22289d4efd260175b4fa2b1b057c8",
                            operation='INSERT OR UPDATE OF "state"',
                            pgid="pgtrigger_active_has_seats_c6191",
                            table="ltsa_booking",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="state_transitions",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE _is_valid_transition BOOLEAN;",
                            func='SELECT CONCAT(OLD."state", \':\', NEW."state") = ANY(\'{held:booked,held:cancelled,held:displaced,held:expired,booked:arrived,booked:no_show,booked:cancelled,booked:displaced,arrived:booked,arrived:called,arrived:serving,arrived:done,arrived:incomplete,arrived:no_show,arrived:cancelled,arrived:displaced,called:arrived,called:serving,called:done,called:incomplete,called:no_show,called:cancelled,called:displaced,serving:arrived,serving:called,serving:done,serving:incomplete,serving:displaced,done:arrived,done:called,done:serving,incomplete:arrived,incomplete:called,incomplete:serving,no_show:booked,no_show:arrived,no_show:called}\'::text[]) INTO _is_valid_transition; IF (_is_valid_transition IS FALSE AND OLD."state" IS DISTINCT FROM NEW."state") THEN RAISE EXCEPTION \'pgtrigger: Invalid transition of field "state" from "%" to "%" on table %\', OLD."state", NEW."state", TG_TABLE_NAME; ELSE RETURN NEW; END IF;',
                            hash="55f88b9decec5daaa4ad7db8b270f235894b2d3c",
                            operation="UPDATE",
                            pgid="pgtrigger_state_transitions_402b7",
                            table="ltsa_booking",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="frees_counter",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (NEW.state NOT IN ('called', 'serving'))",
                            func="\n                    UPDATE ltsa_turn SET counter = ''\n                    WHERE booking_id = NEW.id AND counter <> '';\n                    RETURN NULL;\n                ",
                            hash="dfba9e9700018cb353925217cbe995216a289588",
                            operation='UPDATE OF "state"',
                            pgid="pgtrigger_frees_counter_6b25c",
                            table="ltsa_booking",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Holiday",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", villages.days.DayField(verbose_name="date")),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "proposed"),
                            ("closed", "confirmed: closed"),
                            ("open", "we are open"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=160, verbose_name="source")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="decided at"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="holidays",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "holiday",
                "verbose_name_plural": "holidays",
                "ordering": ["day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "day"),
                        name="ltsa_holiday_unique",
                        violation_error_code="day",
                        violation_error_message="This date is already listed.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OfficeRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "days_ahead",
                    models.PositiveSmallIntegerField(
                        default=42, verbose_name="days that can be booked ahead"
                    ),
                ),
                (
                    "lead_minutes",
                    models.PositiveSmallIntegerField(
                        default=60, verbose_name="minutes before a visit when booking ends"
                    ),
                ),
                (
                    "daily_per_phone",
                    models.PositiveSmallIntegerField(
                        default=4, verbose_name="bookings a day from one phone number"
                    ),
                ),
                (
                    "daily_per_helper",
                    models.PositiveSmallIntegerField(
                        default=20, verbose_name="bookings a day by one helper"
                    ),
                ),
                (
                    "offer_hours",
                    models.PositiveSmallIntegerField(
                        default=48,
                        verbose_name="hours that a new time offered after a closure is kept",
                    ),
                ),
                (
                    "office",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "weekly_look",
                    models.PositiveSmallIntegerField(
                        db_default=6,
                        default=6,
                        help_text="Phones, helpers and devices with so many stand on a list to look through.",
                        verbose_name="appointments in a week that the office looks at",
                    ),
                ),
                (
                    "most_moves",
                    models.PositiveSmallIntegerField(
                        db_default=3,
                        default=3,
                        help_text="Moves because papers are missing do not count, nor do moves by the desk.",
                        verbose_name="how often one appointment can be moved by oneself",
                    ),
                ),
                (
                    "move_hours",
                    models.PositiveSmallIntegerField(
                        db_default=3,
                        default=3,
                        verbose_name="hours before a visit when moving by oneself ends",
                    ),
                ),
                (
                    "release_times",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TimeField(),
                        blank=True,
                        db_default=[datetime.time(12, 0), datetime.time(16, 0)],
                        default=ltsa.models.timetable.release_times,
                        help_text="For example 12:00, 16:00. Until then they are for the waiting list and the desk. Left empty: at once.",
                        size=6,
                        verbose_name="when given-back places can be booked by everybody again",
                    ),
                ),
                (
                    "waiting_offer_hours",
                    models.PositiveSmallIntegerField(
                        db_default=4,
                        default=4,
                        verbose_name="hours that a place is kept for somebody on the waiting list",
                    ),
                ),
            ],
            options={
                "verbose_name": "booking rules",
                "verbose_name_plural": "booking rules",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days_ahead__gte", 1), ("days_ahead__lte", 366)),
                        name="ltsa_officerules_days_ahead_within_a_year",
                        violation_error_code="days_ahead",
                        violation_error_message="Between 1 and 366 days can be booked ahead.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("offer_hours__gte", 1)),
                        name="ltsa_officerules_offer_lasts",
                        violation_error_code="offer_hours",
                        violation_error_message="An offered time is kept for at least one hour.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("waiting_offer_hours__gte", 1)),
                        name="ltsa_officerules_waiting_offer_lasts",
                        violation_error_code="waiting_offer_hours",
                        violation_error_message="An offered time is kept for at least one hour.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Pool",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="desk")),
                (
                    "slot_minutes",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="A day that already has slots keeps their length.",
                        validators=[
                            django.core.validators.MinValueValidator(5),
                            django.core.validators.MaxValueValidator(240),
                        ],
                        verbose_name="length of a slot in minutes",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pools",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "letter",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Empty: the next letter of the alphabet that this office has not used.",
                        max_length=1,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[A-Z]$", "One capital letter, A to Z."
                            )
                        ],
                        verbose_name="letter of its waiting numbers",
                    ),
                ),
            ],
            options={
                "verbose_name": "desk",
                "verbose_name_plural": "desks",
                "ordering": ["office", "name"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "name"),
                        name="ltsa_pool_unique",
                        violation_error_code="name",
                        violation_error_message="This office already has a desk with this name.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("slot_minutes__gte", 5), ("slot_minutes__lte", 240)),
                        name="ltsa_pool_slot_minutes_sensible",
                        violation_error_code="slot_minutes",
                        violation_error_message="A slot takes between 5 and 240 minutes.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("letter", ""), _negated=True),
                        fields=("office", "letter"),
                        name="ltsa_pool_letter_unique",
                        violation_error_code="letter",
                        violation_error_message="Another desk of this office has this letter.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=12, unique=True, verbose_name="short code")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("slug", models.SlugField(max_length=120, unique=True, verbose_name="slug")),
                (
                    "summary",
                    models.CharField(blank=True, max_length=240, verbose_name="in one sentence"),
                ),
                ("who", models.CharField(blank=True, max_length=160, verbose_name="for whom")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="where")),
                ("fee", models.CharField(blank=True, max_length=240, verbose_name="fee")),
                (
                    "duration",
                    models.CharField(
                        blank=True, max_length=120, verbose_name="how long until it is ready"
                    ),
                ),
                (
                    "booking",
                    models.CharField(
                        choices=[
                            ("here", "Appointments are made here"),
                            ("link", "Appointments are made elsewhere: show the link"),
                            ("none", "No appointment: show where to go"),
                        ],
                        default="none",
                        max_length=4,
                        verbose_name="appointments",
                    ),
                ),
                ("link", models.URLField(blank=True, verbose_name="link")),
                (
                    "needs_authority",
                    models.BooleanField(
                        default=False,
                        verbose_name="a letter of authority is needed to come for somebody else",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note for the public")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                ("source", models.CharField(blank=True, max_length=240, verbose_name="source")),
                (
                    "valid_from",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid from"),
                ),
                (
                    "is_confirmed",
                    models.BooleanField(
                        default=False,
                        help_text="Until then the page says that the list still has to be confirmed.",
                        verbose_name="confirmed by the office",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="in use")),
                (
                    "come_anyway",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Nobody is told to stay at home because a paper is missing.",
                        verbose_name="come even when papers are missing",
                    ),
                ),
                (
                    "is_confidential",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="The coordinator does not see that somebody comes for this.",
                        verbose_name="not shown to the village",
                    ),
                ),
                (
                    "paper",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Then its way is followed until it is collected. Empty: there is none.",
                        max_length=120,
                        verbose_name="paper that people get from it",
                    ),
                ),
            ],
            options={
                "verbose_name": "service",
                "verbose_name_plural": "services",
                "ordering": ["order", "name"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("booking", "link"), _negated=True),
                            models.Q(("link", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ltsa_service_link_given",
                        violation_error_code="link",
                        violation_error_message="Give the link where people make the appointment.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="BookerDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "phone",
                    accounts.phone.PhoneField(blank=True, max_length=20, verbose_name="phone"),
                ),
                ("device", models.CharField(blank=True, max_length=64, verbose_name="device")),
                (
                    "decision",
                    models.CharField(
                        choices=[("allow", "may go on"), ("stop", "must come to the desk")],
                        max_length=5,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.CharField(max_length=200, verbose_name="reason")),
                ("until", villages.days.DayField(verbose_name="until")),
                (
                    "bookings",
                    models.PositiveIntegerField(
                        default=0, verbose_name="appointments in that week"
                    ),
                ),
                (
                    "cancelled",
                    models.PositiveIntegerField(default=0, verbose_name="of these cancelled"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "helper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="helper",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision about a booker",
                "verbose_name_plural": "decisions about bookers",
                "ordering": ["-pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["office", "until"], name="ltsa_bookerdecision_in_force")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("device", ""),
                                ("helper", None),
                                models.Q(("phone", ""), _negated=True),
                            ),
                            models.Q(("device", ""), ("helper__isnull", False), ("phone", "")),
                            models.Q(
                                ("helper", None),
                                ("phone", ""),
                                models.Q(("device", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ltsa_bookerdecision_one_subject",
                        violation_error_message="A decision is about one phone, helper or device.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="ltsa_bookerdecision_has_reason",
                        violation_error_code="reason",
                        violation_error_message="Say why, so that a colleague understands it later.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cancelled__lte", models.F("bookings"))),
                        name="ltsa_bookerdecision_counts_fit",
                        violation_error_message="More were cancelled than made.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="6c4cd7264cdad8860235d630c5327a551f1c4eab",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_c5bc1",
                            table="ltsa_bookerdecision",
                            when="BEFORE",
                        ),
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MessageText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("booked", "appointment made"),
                            ("moved", "new time"),
                            ("cancelled", "appointment cancelled"),
                            ("displaced", "office closed, appointment cancelled"),
                            ("offered", "another time is kept"),
                            ("place_free", "waiting list: a place is free"),
                            ("reduced", "one person fewer comes"),
                            ("remind_ready", "reminder: papers are complete"),
                            ("remind_missing", "reminder: do not travel yet"),
                            ("remind_unsure", "reminder: papers not checked yet"),
                            ("paper_ready", "a paper is ready to be collected"),
                            ("paper_waits", "a paper was not collected yet"),
                        ],
                        max_length=20,
                        verbose_name="what it tells",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Indonesian"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "provider_name",
                    models.CharField(
                        blank=True,
                        help_text="As approved by Meta, with the same words and named variables. Without it, WhatsApp messages of this kind are sent by hand.",
                        max_length=90,
                        verbose_name="name of the WhatsApp template",
                    ),
                ),
            ],
            options={
                "verbose_name": "text of a message",
                "verbose_name_plural": "texts of messages",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "language"),
                        name="ltsa_messagetext_unique",
                        violation_error_message="There is a text for this already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("text__regex", "[0-9]{16}"), _negated=True),
                        name="ltsa_messagetext_no_identity_number",
                        violation_error_code="text",
                        violation_error_message="A message carries no identity number.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("provider_name__regex", "^[a-z0-9_]*$")),
                        name="ltsa_messagetext_provider_name_spelled",
                        violation_error_code="provider_name",
                        violation_error_message="Only small letters, digits and underscores, as WhatsApp demands.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ltsa_messagetexthistoryevent" ("id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_name", "text") VALUES (NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."provider_name", NEW."text"); RETURN NULL;',
                            hash="6cf028388215431f03d2c93d2b387cfceb503eb4",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_44805",
                            table="ltsa_messagetext",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ltsa_messagetexthistoryevent" ("id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_name", "text") VALUES (NEW."id", NEW."kind", NEW."language", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."provider_name", NEW."text"); RETURN NULL;',
                            hash="2bec79665652452440f920b0036159af19509b2a",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_600e2",
                            table="ltsa_messagetext",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ltsa_messagetexthistoryevent" ("id", "kind", "language", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "provider_name", "text") VALUES (OLD."id", OLD."kind", OLD."language", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."provider_name", OLD."text"); RETURN NULL;',
                            hash="e16e0b5058a931c850d53641f3d85d24a28fcf4e",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_79c9a",
                            table="ltsa_messagetext",
                            when="AFTER",
                        ),
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TravelTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(600),
                        ],
                        verbose_name="minutes on the way",
                    ),
                ),
                (
                    "km",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="kilometres"
                    ),
                ),
                ("as_of", villages.days.DayField(verbose_name="as of")),
                ("source", models.CharField(max_length=240, verbose_name="source")),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="villages.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="travel_times",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        help_text="Either a whole district or one village of it that is farther away.",
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="villages.village",
                        verbose_name="village",
                    ),
                ),
            ],
            options={
                "verbose_name": "way to the office",
                "verbose_name_plural": "ways to the office",
                "ordering": ["office", "district", "village"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("district", None), ("village__isnull", False)),
                            models.Q(("district__isnull", False), ("village", None)),
                            _connector="OR",
                        ),
                        name="ltsa_traveltime_one_place",
                        violation_error_code="district",
                        violation_error_message="Give a district or a village, not both.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gte", 1), ("minutes__lte", 600)),
                        name="ltsa_traveltime_minutes_sensible",
                        violation_error_code="minutes",
                        violation_error_message="Between 1 and 600 minutes.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("village", None)),
                        fields=("office", "district"),
                        name="ltsa_traveltime_district_once",
                        violation_error_code="district",
                        violation_error_message="This district already has a line.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("district", None)),
                        fields=("office", "village"),
                        name="ltsa_traveltime_village_once",
                        violation_error_code="village",
                        violation_error_message="This village already has a line.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Kiosk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="For example: beside the entrance.",
                        max_length=60,
                        verbose_name="where it stands",
                    ),
                ),
                ("pair_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("pair_until", models.DateTimeField(editable=False)),
                (
                    "token_hash",
                    models.CharField(editable=False, max_length=64, null=True, unique=True),
                ),
                (
                    "enrolled_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="enrolled at"
                    ),
                ),
                (
                    "paired_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="in use since"),
                ),
                (
                    "revoked_at",
                    models.DateTimeField(
                        blank=True, null=True, verbose_name="taken off the list at"
                    ),
                ),
                (
                    "enrolled_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="kiosks",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "revoked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
            ],
            options={
                "verbose_name": "device for waiting numbers",
                "verbose_name_plural": "devices for waiting numbers",
                "ordering": ["-enrolled_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("paired_at", None), ("token_hash", None)),
                            models.Q(("paired_at__isnull", False), ("token_hash__isnull", False)),
                            _connector="OR",
                        ),
                        name="ltsa_kiosk_token_when_paired",
                        violation_error_message="A device in use has a token.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", villages.days.DayField(verbose_name="date")),
                ("letter", models.CharField(max_length=1)),
                ("last", models.PositiveSmallIntegerField(default=1)),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="villages.office",
                    ),
                ),
            ],
            options={
                "verbose_name": "series of waiting numbers",
                "verbose_name_plural": "series of waiting numbers",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "day", "letter"),
                        name="ltsa_numberseries_unique",
                        violation_error_message="There is one series a day for each letter.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CallTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("no_phone", "no phone number"),
                            ("no_time", "no other time was free"),
                            ("has_other", "already has another booking"),
                            ("no_answer", "did not answer the offer of a new time"),
                            ("wrong", "the number is wrong"),
                            ("no_msg", "wants no messages"),
                        ],
                        max_length=10,
                        verbose_name="why",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="reached at")),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="call_task",
                        to="ltsa.booking",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reached by",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "takes the new time"),
                            ("other", "will choose another time"),
                            ("given_up", "no longer needs to come"),
                            ("told", "has been told"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="result",
                    ),
                ),
                (
                    "tried_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="last try"
                    ),
                ),
                (
                    "tries",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="tries"
                    ),
                ),
            ],
            options={
                "verbose_name": "call to make",
                "verbose_name_plural": "calls to make",
                "ordering": ["created_at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="OpeningHours",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ],
                        verbose_name="weekday",
                    ),
                ),
                ("start", models.TimeField(verbose_name="from")),
                ("end", models.TimeField(verbose_name="until")),
                ("counters", models.PositiveSmallIntegerField(default=1, verbose_name="counters")),
                (
                    "online_counters",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="The rest is kept for people who walk in.",
                        verbose_name="of these for online booking",
                    ),
                ),
                (
                    "valid_from",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid from"),
                ),
                (
                    "valid_to",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
                ("source", models.CharField(blank=True, max_length=240, verbose_name="source")),
                (
                    "is_confirmed",
                    models.BooleanField(default=False, verbose_name="confirmed by the office"),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="ltsa.pool",
                        verbose_name="desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "opening hours",
                "verbose_name_plural": "opening hours",
                "ordering": ["pool", "weekday", "start"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("end__gt", models.F("start"))),
                        name="ltsa_openinghours_end_after_start",
                        violation_error_code="end",
                        violation_error_message="The desk must close after it opens.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("online_counters__lte", models.F("counters"))),
                        name="ltsa_openinghours_online_within_counters",
                        violation_error_code="online_counters",
                        violation_error_message="There cannot be more online counters than counters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="ltsa_openinghours_valid_to_after_valid_from",
                        violation_error_code="valid_to",
                        violation_error_message="The last day cannot be before the first day.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("pool", "="),
                            ("weekday", "="),
                            (
                                models.Func(
                                    models.Func(
                                        models.F("start"),
                                        output_field=models.IntegerField(),
                                        template="(extract(epoch from %(expressions)s))::int",
                                    ),
                                    models.Func(
                                        models.F("end"),
                                        output_field=models.IntegerField(),
                                        template="(extract(epoch from %(expressions)s))::int",
                                    ),
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_to"),
                                    models.Value("[]"),
                                    function="daterange",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="ltsa_openinghours_no_overlap",
                        violation_error_code="start",
                        violation_error_message="These hours overlap with other hours of this desk.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OpeningException",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", villages.days.DayField(verbose_name="date")),
                ("start", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("end", models.TimeField(blank=True, null=True, verbose_name="until")),
                ("counters", models.PositiveSmallIntegerField(default=0, verbose_name="counters")),
                (
                    "online_counters",
                    models.PositiveSmallIntegerField(
                        default=0, verbose_name="of these for online booking"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True, max_length=160, verbose_name="reason shown to the public"
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exceptions",
                        to="ltsa.pool",
                        verbose_name="desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "other hours on a date",
                "verbose_name_plural": "other hours on a date",
                "ordering": ["day", "pool", "start"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pool", "day", "start"),
                        name="ltsa_openingexception_unique",
                        nulls_distinct=False,
                        violation_error_code="start",
                        violation_error_message="This date already has these hours.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("online_counters__lte", models.F("counters"))),
                        name="ltsa_openingexception_online_within_counters",
                        violation_error_code="online_counters",
                        violation_error_message="There cannot be more online counters than counters.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counters", 0), ("end", None), ("start", None)),
                            models.Q(
                                ("end__gt", models.F("start")),
                                ("end__isnull", False),
                                ("start__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="ltsa_openingexception_closed_or_hours",
                        violation_error_code="end",
                        violation_error_message="Give both times (from before until), or neither of them to close the desk.",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("pool", "="),
                            ("day", "="),
                            (
                                models.Func(
                                    django.db.models.functions.comparison.Coalesce(
                                        models.Func(
                                            models.F("start"),
                                            output_field=models.IntegerField(),
                                            template="(extract(epoch from %(expressions)s))::int",
                                        ),
                                        0,
                                    ),
                                    django.db.models.functions.comparison.Coalesce(
                                        models.Func(
                                            models.F("end"),
                                            output_field=models.IntegerField(),
                                            template="(extract(epoch from %(expressions)s))::int",
                                        ),
                                        86400,
                                    ),
                                    function="int4range",
                                    output_field=django.contrib.postgres.fields.ranges.IntegerRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="ltsa_openingexception_no_overlap",
                        violation_error_code="day",
                        violation_error_message="This date is already listed as closed, or with hours that overlap with these.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Requirement",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=240, verbose_name="paper")),
                (
                    "copies",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("original", "original"),
                            ("copy", "copy"),
                            ("both", "original and copy"),
                        ],
                        max_length=8,
                        verbose_name="original or copy",
                    ),
                ),
                (
                    "who_signs",
                    models.CharField(blank=True, max_length=160, verbose_name="who signs it"),
                ),
                (
                    "only_if",
                    models.CharField(
                        blank=True,
                        help_text="Empty: everybody brings it.",
                        max_length=160,
                        verbose_name="only for",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "valid_from",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid from"),
                ),
                (
                    "valid_to",
                    villages.days.DayField(blank=True, null=True, verbose_name="valid until"),
                ),
                ("source", models.CharField(blank=True, max_length=240, verbose_name="source")),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="requirements",
                        to="ltsa.service",
                    ),
                ),
                (
                    "ended_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="ended at"),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "is_withdrawn",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        editable=False,
                        help_text="Ended before it came into force.",
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        editable=False,
                        help_text="Empty: it was there before anybody booked.",
                        null=True,
                        verbose_name="entered at",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "replaces",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="next_versions",
                        to="ltsa.requirement",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper to bring",
                "verbose_name_plural": "papers to bring",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_to", None),
                            ("valid_from", None),
                            ("valid_to__gte", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="ltsa_requirement_valid_to_after_valid_from",
                        violation_error_code="valid_to",
                        violation_error_message="The last day cannot be before the first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_key", models.CharField(editable=False, max_length=64)),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "relation_to_booker",
                    models.CharField(
                        choices=[
                            ("self", "the booker herself"),
                            ("spouse", "husband or wife"),
                            ("child", "child"),
                            ("parent", "father or mother"),
                            ("relative", "another relative"),
                            ("neighbour", "neighbour or friend"),
                            ("villager", "person of the coordinator's village"),
                        ],
                        default="self",
                        max_length=10,
                        verbose_name="who is this to the booker",
                    ),
                ),
                (
                    "has_authority",
                    models.BooleanField(default=False, verbose_name="has a letter of authority"),
                ),
                (
                    "readiness",
                    models.CharField(
                        choices=[
                            ("not_asked", "not asked yet"),
                            ("missing", "papers are missing"),
                            ("declared", "says that all papers are there"),
                            ("coordinator", "papers checked by the coordinator"),
                            ("desk", "papers checked at the desk"),
                        ],
                        default="not_asked",
                        max_length=12,
                        verbose_name="papers",
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[("done", "done"), ("incomplete", "papers missing")],
                        max_length=10,
                        verbose_name="result",
                    ),
                ),
                (
                    "missing",
                    models.CharField(blank=True, max_length=240, verbose_name="what is missing"),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="ltsa.booking",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ltsa.service",
                        verbose_name="service",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="migrants.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "outcome_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="result at"
                    ),
                ),
            ],
            options={
                "verbose_name": "person in a booking",
                "verbose_name_plural": "people in a booking",
                "ordering": ["pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [models.Index(fields=["person_key"], name="ltsa_party_person_key")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("booking", "person_key", "service"),
                        name="ltsa_party_unique",
                        violation_error_message="This person is listed twice for the same service.",
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Claim",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "person_key",
                        "service_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person_key", models.CharField(max_length=64)),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claims",
                        to="ltsa.booking",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ltsa.service",
                    ),
                ),
            ],
            options={
                "verbose_name": "claim",
                "verbose_name_plural": "claims",
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_updated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="b9f3d1f4ac95192fdcfc309657e0b4228894edbe",
                            operation="UPDATE",
                            pgid="pgtrigger_never_updated_d4036",
                            table="ltsa_claim",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="active_has_claims",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            declare="DECLARE is_active BOOLEAN; has_seats BOOLEAN; has_claims BOOLEAN;",
                            func="\n        SELECT state IN ('held', 'booked', 'arrived', 'called', 'serving') INTO is_active FROM ltsa_booking WHERE id = COALESCE(NEW.booking_id, OLD.booking_id);\n        IF NOT FOUND THEN RETURN NULL; END IF;\n        SELECT EXISTS (SELECT FROM ltsa_allocation WHERE booking_id = COALESCE(NEW.booking_id, OLD.booking_id)) INTO has_seats;\n        SELECT EXISTS (SELECT FROM ltsa_claim WHERE booking_id = COALESCE(NEW.booking_id, OLD.booking_id)) INTO has_claims;\n        IF has_seats IS DISTINCT FROM is_active OR has_claims IS DISTINCT FROM is_active THEN\n            RAISE EXCEPTION 'booking %: active %, seats %, claims %',\n                COALESCE(NEW.booking_id, OLD.booking_id), is_active, has_seats, has_claims\n                USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'ltsa_booking_active_has_seats_and_claims';\n        END IF;\n        RETURN NULL;\n    ",
                            hash="0039d90e35f4b7244975a18c06d94f395abcb04f",
                            operation="INSERT OR DELETE",
                            pgid="pgtrigger_active_has_claims_e80c0",
                            table="ltsa_claim",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ServiceStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "first_minutes",
                    models.PositiveSmallIntegerField(verbose_name="minutes for the first person"),
                ),
                (
                    "next_person_minutes",
                    models.PositiveSmallIntegerField(
                        verbose_name="minutes for each further person"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=1, verbose_name="order")),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="ltsa.pool",
                        verbose_name="desk",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="ltsa.service",
                    ),
                ),
            ],
            options={
                "verbose_name": "desk of a service",
                "verbose_name_plural": "desks of a service",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("service", "pool"),
                        name="ltsa_servicestep_unique",
                        violation_error_code="pool",
                        violation_error_message="This desk is already part of the service.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("first_minutes__gt", 0)),
                        name="ltsa_servicestep_takes_time",
                        violation_error_code="first_minutes",
                        violation_error_message="A desk needs at least one minute.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_at", models.DateTimeField(verbose_name="starts at")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="minutes")),
                ("cap_online", models.PositiveSmallIntegerField(verbose_name="places online")),
                ("cap_total", models.PositiveSmallIntegerField(verbose_name="places")),
                (
                    "used_online",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="taken online"
                    ),
                ),
                (
                    "used_total",
                    models.PositiveSmallIntegerField(
                        default=0, editable=False, verbose_name="taken"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("ending", "closed, people are still booked"),
                            ("closed", "closed"),
                        ],
                        default="open",
                        max_length=6,
                        verbose_name="status",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="ltsa.pool",
                        verbose_name="desk",
                    ),
                ),
                (
                    "kept_online",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="given back online"
                    ),
                ),
                (
                    "kept_total",
                    models.PositiveSmallIntegerField(
                        db_default=0, default=0, editable=False, verbose_name="given back"
                    ),
                ),
                (
                    "kept_until",
                    models.DateTimeField(
                        editable=False, null=True, verbose_name="given back until"
                    ),
                ),
                (
                    "plan_online",
                    models.PositiveSmallIntegerField(
                        editable=False, null=True, verbose_name="places online by the hours"
                    ),
                ),
                (
                    "plan_total",
                    models.PositiveSmallIntegerField(
                        editable=False, null=True, verbose_name="places by the hours"
                    ),
                ),
            ],
            options={
                "verbose_name": "slot",
                "verbose_name_plural": "slots",
                "ordering": ["starts_at", "pool"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pool", "starts_at"),
                        name="ltsa_slot_unique",
                        violation_error_message="This desk already has a slot at this time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cap_online__lte", models.F("cap_total"))),
                        name="ltsa_slot_online_share",
                        violation_error_message="There cannot be more online places than places.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0)),
                        name="ltsa_slot_takes_time",
                        violation_error_message="A slot needs at least one minute.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["open", "ending"]), ("used_total", 0), _connector="OR"
                        ),
                        name="ltsa_slot_closed_carries_nobody",
                        violation_error_message="People are booked at this time. Give them another time first.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_online__gte", 0),
                            (
                                "used_online__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("cap_online"), "-", models.F("kept_online")
                                ),
                            ),
                        ),
                        name="ltsa_slot_online_within_capacity",
                        violation_error_message="All online places at this time are taken.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("used_total__gte", models.F("used_online")),
                            (
                                "used_total__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("cap_total"), "-", models.F("kept_total")
                                ),
                            ),
                        ),
                        name="ltsa_slot_total_within_capacity",
                        violation_error_message="All places at this time are taken.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="used_by_allocations_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    IF pg_trigger_depth() > 1 THEN RETURN NEW; END IF;\n                    IF TG_OP = 'INSERT' AND NEW.used_online = 0 AND NEW.used_total = 0\n                    THEN RETURN NEW; END IF;\n                    IF TG_OP = 'UPDATE' AND NEW.used_online = OLD.used_online\n                        AND NEW.used_total = OLD.used_total\n                    THEN RETURN NEW; END IF;\n                    RAISE EXCEPTION 'places taken are counted from allocations only'\n                        USING ERRCODE = 'check_violation',\n                        CONSTRAINT = 'ltsa_slot_used_by_allocations_only';\n                ",
                            hash="c14927cd6e2ec360a6f3dae5e194ea883ba62168",
                            operation='INSERT OR UPDATE OF "used_online", "used_total"',
                            pgid="pgtrigger_used_by_allocations_only_02f9a",
                            table="ltsa_slot",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VisitEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("held", "kept"),
                            ("booked", "booked"),
                            ("moved", "moved"),
                            ("reduced", "one person fewer"),
                            ("arrived", "arrived"),
                            ("returned", "set back"),
                            ("undone", "marked by mistake, taken back"),
                            ("called", "called"),
                            ("serving", "service began"),
                            ("done", "done"),
                            ("incomplete", "papers missing"),
                            ("no_show", "did not come"),
                            ("cancelled", "cancelled"),
                            ("displaced", "cancelled by the office"),
                            ("expired", "not confirmed in time"),
                            ("recalled", "called once more"),
                            ("parked", "set aside, later"),
                            ("resumed", "taken up again"),
                            ("passed", "sent on to the next desk"),
                            ("checked", "papers checked at the desk"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                ("counter", models.CharField(blank=True, max_length=20, verbose_name="counter")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="note")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="events",
                        to="ltsa.booking",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        blank=True,
                        help_text="Where it happened; where she was sent, when she was sent on.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ltsa.pool",
                        verbose_name="desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "event of a visit",
                "verbose_name_plural": "events of a visit",
                "ordering": ["at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [models.Index(fields=["booking", "at"], name="ltsa_visitevent_booking")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="555545c9b744975add36135f12362d9cbc3b7a15",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_81b2a",
                            table="ltsa_visitevent",
                            when="BEFORE",
                        ),
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="WaitingEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("submit_key", models.UUIDField(editable=False, unique=True)),
                ("person_key", models.CharField(editable=False, max_length=64)),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("contact_phone", accounts.phone.PhoneField(max_length=20, verbose_name="phone")),
                ("first_day", villages.days.DayField(verbose_name="earliest day")),
                ("last_day", villages.days.DayField(verbose_name="latest day")),
                (
                    "priority",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "in order"),
                            (1, "elderly, pregnant, disabled or with a baby"),
                        ],
                        default=0,
                        verbose_name="priority",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("offered", "a time was offered"),
                            ("accepted", "accepted"),
                            ("withdrawn", "withdrawn"),
                            ("ended", "ended"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                (
                    "offer",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="waiting_entry",
                        to="ltsa.booking",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ltsa.service",
                        verbose_name="service",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.village",
                        verbose_name="village",
                    ),
                ),
                (
                    "booked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="account",
                    ),
                ),
                (
                    "booked_by_role",
                    models.CharField(
                        choices=[
                            ("self", "the person herself"),
                            ("family", "family"),
                            ("neighbour", "neighbour or friend"),
                            ("coordinator", "village coordinator"),
                            ("officer", "LTSA officer"),
                        ],
                        db_default="self",
                        default="self",
                        max_length=12,
                        verbose_name="entered by",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("online", "online"),
                            ("coordinator", "through the village coordinator"),
                            ("phone", "by phone"),
                            ("desk", "at the desk, for another day"),
                            ("walk_in", "walked in"),
                        ],
                        db_default="online",
                        default="online",
                        max_length=12,
                        verbose_name="came by",
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        editable=False, max_length=6, null=True, unique=True, verbose_name="code"
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(
                        blank=True, db_default="", max_length=100, verbose_name="contact"
                    ),
                ),
                (
                    "hours",
                    models.CharField(
                        choices=[
                            ("any", "any hour"),
                            ("early", "before 10.00"),
                            ("late", "from 10.00 on"),
                        ],
                        db_default="any",
                        default="any",
                        max_length=5,
                        verbose_name="hours",
                    ),
                ),
                (
                    "refused",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateTimeField(),
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="times that did not fit",
                    ),
                ),
                (
                    "unanswered",
                    models.PositiveSmallIntegerField(
                        db_default=0,
                        default=0,
                        editable=False,
                        verbose_name="offers without an answer",
                    ),
                ),
                (
                    "weekdays",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                            ]
                        ),
                        blank=True,
                        db_default=[],
                        default=list,
                        size=None,
                        verbose_name="weekdays",
                    ),
                ),
            ],
            options={
                "verbose_name": "entry of the waiting list",
                "verbose_name_plural": "waiting list",
                "ordering": ["-priority", "created_at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "offered"])),
                        fields=["office", "-priority", "created_at", "id"],
                        name="ltsa_waitingentry_in_order",
                    ),
                    models.Index(fields=["contact_phone"], name="ltsa_waitingentry_phone"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("last_day__gte", models.F("first_day"))),
                        name="ltsa_waitingentry_days_in_order",
                        violation_error_code="last_day",
                        violation_error_message="The latest day cannot be before the earliest day.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "offered"])),
                        fields=("person_key", "service"),
                        name="ltsa_waitingentry_once",
                        violation_error_message="This person is already on the waiting list.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "offered"), _negated=True),
                            ("offer__isnull", False),
                            _connector="OR",
                        ),
                        name="ltsa_waitingentry_offered_has_offer",
                        violation_error_message="What is offered is a time.",
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MessageTextHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("booked", "appointment made"),
                            ("moved", "new time"),
                            ("cancelled", "appointment cancelled"),
                            ("displaced", "office closed, appointment cancelled"),
                            ("offered", "another time is kept"),
                            ("place_free", "waiting list: a place is free"),
                            ("reduced", "one person fewer comes"),
                            ("remind_ready", "reminder: papers are complete"),
                            ("remind_missing", "reminder: do not travel yet"),
                            ("remind_unsure", "reminder: papers not checked yet"),
                            ("paper_ready", "a paper is ready to be collected"),
                            ("paper_waits", "a paper was not collected yet"),
                        ],
                        max_length=20,
                        verbose_name="what it tells",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("id", "Indonesian"), ("en", "English")],
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                (
                    "provider_name",
                    models.CharField(
                        blank=True,
                        help_text="As approved by Meta, with the same words and named variables. Without it, WhatsApp messages of this kind are sent by hand.",
                        max_length=90,
                        verbose_name="name of the WhatsApp template",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="ltsa.messagetext",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="ClosedTime",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", villages.days.DayField(verbose_name="date")),
                ("start", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("end", models.TimeField(blank=True, null=True, verbose_name="until")),
                (
                    "reason",
                    models.CharField(max_length=160, verbose_name="reason shown to the public"),
                ),
                ("submit_key", models.UUIDField(editable=False, null=True)),
                (
                    "displaced",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="appointments"
                    ),
                ),
                (
                    "closed_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="closed at"
                    ),
                ),
                (
                    "reopened_at",
                    models.DateTimeField(editable=False, null=True, verbose_name="reopened at"),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="closed by",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="closed_times",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ltsa.pool",
                        verbose_name="desk",
                    ),
                ),
                (
                    "reopened_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="reopened by",
                    ),
                ),
            ],
            options={
                "verbose_name": "closed time",
                "verbose_name_plural": "closed times",
                "ordering": ["day", "start", "pk"],
                "indexes": [
                    models.Index(fields=["office", "day"], name="ltsa_closedtime_office_day")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end", None), ("start", None)),
                            models.Q(
                                ("end__gt", models.F("start")),
                                ("end__isnull", False),
                                ("start__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="ltsa_closedtime_day_or_hours",
                        violation_error_code="end",
                        violation_error_message="Give both times (from before until), or neither of them for the whole day.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="ltsa_closedtime_has_reason",
                        violation_error_code="reason",
                        violation_error_message="Say why: people who wanted to come will read it.",
                    ),
                    models.UniqueConstraint(
                        fields=("submit_key", "day"),
                        name="ltsa_closedtime_one_per_submit",
                        violation_error_message="This has been closed already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "counter",
                    models.CharField(
                        help_text="As it stands above the counter, e.g. 2.",
                        max_length=20,
                        verbose_name="counter",
                    ),
                ),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="villages.office",
                    ),
                ),
                (
                    "pools",
                    models.ManyToManyField(related_name="+", to="ltsa.pool", verbose_name="desks"),
                ),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="duty",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "officer at a counter",
                "verbose_name_plural": "officers at counters",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "counter"),
                        name="ltsa_duty_one_officer_a_counter",
                        violation_error_code="counter",
                        violation_error_message="Somebody else sits at this counter.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("counter", ""), _negated=True),
                        name="ltsa_duty_counter_named",
                        violation_error_code="counter",
                        violation_error_message="Say which counter it is.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", villages.days.DayField(verbose_name="date")),
                ("letter", models.CharField(max_length=1, verbose_name="letter")),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "token",
                    models.CharField(
                        default=ltsa.models.queue.new_token, max_length=12, unique=True
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due at")),
                ("counter", models.CharField(blank=True, max_length=20, verbose_name="counter")),
                (
                    "called_to",
                    models.CharField(blank=True, max_length=20, verbose_name="called to"),
                ),
                (
                    "called_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="called at"),
                ),
                ("calls", models.PositiveSmallIntegerField(default=0, verbose_name="calls")),
                (
                    "parked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="set aside at"),
                ),
                (
                    "booking",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="turn",
                        to="ltsa.booking",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ltsa.pool",
                        verbose_name="desk",
                    ),
                ),
            ],
            options={
                "verbose_name": "waiting number",
                "verbose_name_plural": "waiting numbers",
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["pool", "day", "due_at"], name="ltsa_turn_queue"),
                    models.Index(fields=["office", "day", "-called_at"], name="ltsa_turn_calls"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("office", "day", "letter", "number"),
                        name="ltsa_turn_number_once_a_day",
                        violation_error_message="This waiting number has been given already.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("counter", ""), _negated=True),
                        fields=("office", "day", "counter"),
                        name="ltsa_turn_one_at_a_counter",
                        violation_error_message="There is still somebody at this counter.",
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(default=1, verbose_name="places")),
                ("online", models.BooleanField(verbose_name="from the online share")),
                (
                    "booking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allocations",
                        to="ltsa.booking",
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ltsa.slot",
                        verbose_name="slot",
                    ),
                ),
                (
                    "taken_as",
                    models.CharField(
                        choices=[
                            ("public", "on sale"),
                            ("first", "may be one that was given back and is not on sale yet"),
                            ("again", "its own place again"),
                        ],
                        db_default="public",
                        default="public",
                        max_length=6,
                        verbose_name="taken as",
                    ),
                ),
            ],
            options={
                "verbose_name": "seat in a slot",
                "verbose_name_plural": "seats in slots",
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("booking", "slot"),
                        name="ltsa_allocation_unique",
                        violation_error_message="This booking already has places at this time.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("seats__gt", 0)),
                        name="ltsa_allocation_has_seats",
                        violation_error_message="At least one place is needed.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="never_updated",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                            hash="c9b1fdeef7680cbb5665573841d357b7e3a0fc65",
                            operation="UPDATE",
                            pgid="pgtrigger_never_updated_89f1b",
                            table="ltsa_allocation",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="active_has_seats",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            constraint="CONSTRAINT",
                            declare="DECLARE is_active BOOLEAN; has_seats BOOLEAN; has_claims BOOLEAN;",
                            func="\n        SELECT state IN ('held', 'booked', 'arrived', 'called', 'serving') INTO is_active FROM ltsa_booking WHERE id = COALESCE(NEW.booking_id, OLD.booking_id);\n        IF NOT FOUND THEN RETURN NULL; END IF;\n        SELECT EXISTS (SELECT FROM ltsa_allocation WHERE booking_id = COALESCE(NEW.booking_id, OLD.booking_id)) INTO has_seats;\n        SELECT EXISTS (SELECT FROM ltsa_claim WHERE booking_id = COALESCE(NEW.booking_id, OLD.booking_id)) INTO has_claims;\n        IF has_seats IS DISTINCT FROM is_active OR has_claims IS DISTINCT FROM is_active THEN\n            RAISE EXCEPTION 'booking %: active %, seats %, claims %',\n                COALESCE(NEW.booking_id, OLD.booking_id), is_active, has_seats, has_claims\n                USING ERRCODE = 'check_violation',\n                CONSTRAINT = 'ltsa_booking_active_has_seats_and_claims';\n        END IF;\n        RETURN NULL;\n    ",
                            hash="87231a01544c58c10c3c42f52291ebc2d608f5d8",
                            operation="INSERT OR DELETE",
                            pgid="pgtrigger_active_has_seats_1139b",
                            table="ltsa_allocation",
                            timing="DEFERRABLE INITIALLY DEFERRED",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="count_seats",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            declare="DECLARE beyond BOOLEAN; since TIMESTAMPTZ; until TIMESTAMPTZ; keeps INTEGER;",
                            func="\n                    IF TG_OP = 'INSERT' THEN \n    UPDATE ltsa_slot SET\n        used_total = used_total + NEW.seats,\n        used_online = used_online + NEW.seats * NEW.online::int,\n        kept_total = CASE\n            WHEN kept_until IS NULL OR kept_until <= clock_timestamp() THEN 0\n            WHEN NEW.taken_as <> 'public' THEN greatest(kept_total - NEW.seats, 0)\n            WHEN NOT NEW.online\n                THEN greatest(least(kept_total, cap_total - used_total - NEW.seats), 0)\n            ELSE kept_total END,\n        kept_online = CASE\n            WHEN kept_until IS NULL OR kept_until <= clock_timestamp() THEN 0\n            WHEN NEW.taken_as <> 'public'\n                THEN greatest(kept_online - NEW.seats * NEW.online::int, 0)\n            ELSE kept_online END\n    WHERE id = NEW.slot_id\n    RETURNING used_total > plan_total OR NEW.online AND used_online > plan_online INTO beyond;\n    IF beyond AND NEW.taken_as <> 'again' THEN\n        RAISE EXCEPTION 'slot % has no place left by its hours', NEW.slot_id\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'ltsa_slot_total_within_capacity';\n    END IF;\n\n                    ELSE \n    SELECT CASE WHEN state = 'held' AND hold_until < clock_timestamp() THEN hold_until END\n        INTO since FROM ltsa_booking WHERE id = OLD.booking_id;\n    since := coalesce(since, clock_timestamp());\n    SELECT min(moment) INTO until FROM (\n        SELECT (day::date + hour) AT TIME ZONE 'Asia/Jakarta' AS moment\n        FROM unnest(coalesce(\n            (SELECT r.release_times FROM ltsa_slot s JOIN ltsa_pool p ON p.id = s.pool_id\n                JOIN ltsa_officerules r ON r.office_id = p.office_id WHERE s.id = OLD.slot_id),\n            '{12:00,16:00}'::time[])) AS hour,\n            LATERAL (SELECT (since AT TIME ZONE 'Asia/Jakarta')::date + shift AS day\n                FROM generate_series(0, 1) AS shift) AS days\n        ) AS moments WHERE moment > since;\n    keeps := (until IS NOT NULL AND until > clock_timestamp())::int * OLD.seats;\n    UPDATE ltsa_slot SET\n        used_total = used_total - OLD.seats,\n        used_online = used_online - OLD.seats * OLD.online::int,\n        kept_total = keeps + CASE WHEN kept_until > clock_timestamp() THEN kept_total ELSE 0 END,\n        kept_online = keeps * OLD.online::int\n            + CASE WHEN kept_until > clock_timestamp() THEN kept_online ELSE 0 END,\n        kept_until = CASE WHEN keeps > 0 THEN until ELSE kept_until END\n    WHERE id = OLD.slot_id;\n\n                    END IF;\n                    RETURN NULL;\n                ",
                            hash="2e76d08b75692fb29810df7f715c3b4749a5ba07",
                            operation="INSERT OR DELETE",
                            pgid="pgtrigger_count_seats_990f6",
                            table="ltsa_allocation",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PaperCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "checker",
                    models.CharField(
                        choices=[
                            ("family", "the family itself"),
                            ("coordinator", "village coordinator"),
                            ("desk", "LTSA officer"),
                        ],
                        max_length=12,
                        verbose_name="who looked",
                    ),
                ),
                ("list_version", models.CharField(max_length=12, verbose_name="list")),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "checked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="checked at"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="paper_checks",
                        to="ltsa.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "check of papers",
                "verbose_name_plural": "checks of papers",
                "ordering": ["checked_at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "checker"),
                        name="ltsa_papercheck_unique",
                        violation_error_message="These papers are checked already.",
                    )
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ltsa_papercheckhistoryevent" ("checked_at", "checked_by_id", "checker", "id", "list_version", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."checker", NEW."id", NEW."list_version", NEW."party_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."revision"); RETURN NULL;',
                            hash="ab216c5f716fec55543c7927469b1db506ec15c3",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_3af57",
                            table="ltsa_papercheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ltsa_papercheckhistoryevent" ("checked_at", "checked_by_id", "checker", "id", "list_version", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (NEW."checked_at", NEW."checked_by_id", NEW."checker", NEW."id", NEW."list_version", NEW."party_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."revision"); RETURN NULL;',
                            hash="910496e520b3957be499915de66c399b3bc808c0",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_a75a7",
                            table="ltsa_papercheck",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ltsa_papercheckhistoryevent" ("checked_at", "checked_by_id", "checker", "id", "list_version", "party_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revision") VALUES (OLD."checked_at", OLD."checked_by_id", OLD."checker", OLD."id", OLD."list_version", OLD."party_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."revision"); RETURN NULL;',
                            hash="1da3c5aa23d301abb821c4a45103b808c2d87ebd",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_fef6f",
                            table="ltsa_papercheck",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="WaitingParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person_key", models.CharField(editable=False, max_length=64)),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "relation_to_booker",
                    models.CharField(
                        choices=[
                            ("self", "the booker herself"),
                            ("spouse", "husband or wife"),
                            ("child", "child"),
                            ("parent", "father or mother"),
                            ("relative", "another relative"),
                            ("neighbour", "neighbour or friend"),
                            ("villager", "person of the coordinator's village"),
                        ],
                        default="self",
                        max_length=10,
                        verbose_name="who is this to the booker",
                    ),
                ),
                (
                    "has_authority",
                    models.BooleanField(default=False, verbose_name="has a letter of authority"),
                ),
                (
                    "readiness",
                    models.CharField(
                        choices=[
                            ("not_asked", "not asked yet"),
                            ("missing", "papers are missing"),
                            ("declared", "says that all papers are there"),
                            ("coordinator", "papers checked by the coordinator"),
                            ("desk", "papers checked at the desk"),
                        ],
                        default="not_asked",
                        max_length=12,
                        verbose_name="papers",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="ltsa.waitingentry",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="migrants.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ltsa.service",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "verbose_name": "person on the waiting list",
                "verbose_name_plural": "people on the waiting list",
                "ordering": ["pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("entry", "person_key", "service"),
                        name="ltsa_waitingparty_unique",
                        violation_error_message="This person is listed twice for the same service.",
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="AppliedPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=120, verbose_name="paper")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received by the office"),
                            ("elsewhere", "at another office"),
                            ("ready", "ready to be collected"),
                            ("collected", "collected"),
                            ("returned", "returned: something is missing"),
                            ("rejected", "refused"),
                            ("withdrawn", "entered by mistake"),
                        ],
                        default="received",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "place",
                    models.CharField(blank=True, max_length=120, verbose_name="at which office"),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                (
                    "since",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="since"),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="ltsa.party",
                    ),
                ),
            ],
            options={
                "verbose_name": "paper under way",
                "verbose_name_plural": "papers under way",
                "ordering": ["since", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [
                    models.Index(fields=["state", "since"], name="ltsa_appliedpaper_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "title"),
                        name="ltsa_appliedpaper_unique",
                        violation_error_code="title",
                        violation_error_message="This paper is already listed for this person.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "elsewhere"), _negated=True),
                            models.Q(("place", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ltsa_appliedpaper_elsewhere_has_place",
                        violation_error_code="place",
                        violation_error_message="Say at which office the paper is now.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["returned", "rejected"]), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="ltsa_appliedpaper_refusal_has_reason",
                        violation_error_code="reason",
                        violation_error_message="Say why, so that the family knows what to do.",
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="MissingPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=240, verbose_name="paper")),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="missing_papers",
                        to="ltsa.party",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ltsa.requirement",
                    ),
                ),
            ],
            options={
                "verbose_name": "missing paper",
                "verbose_name_plural": "missing papers",
                "ordering": ["pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("party", "requirement"),
                        name="ltsa_missingpaper_once",
                        violation_error_message="This paper is already listed.",
                    )
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CheckedPaper",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=240, verbose_name="paper")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("there", "there"),
                            ("missing", "not yet"),
                            ("not_needed", "not needed"),
                        ],
                        max_length=10,
                        verbose_name="is it there?",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="ltsa.requirement",
                        verbose_name="paper",
                    ),
                ),
                (
                    "check_of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="papers",
                        to="ltsa.papercheck",
                    ),
                ),
            ],
            options={
                "verbose_name": "checked paper",
                "verbose_name_plural": "checked papers",
                "ordering": ["pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("check_of", "requirement"),
                        name="ltsa_checkedpaper_unique",
                        violation_error_message="This paper is answered twice.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("answer__in", ["there", "missing", "not_needed"])),
                        name="ltsa_checkedpaper_answer_known",
                        violation_error_message="This answer does not exist.",
                    ),
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="insert_insert",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ltsa_checkedpaperhistoryevent" ("answer", "check_of_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirement_id", "text") VALUES (NEW."answer", NEW."check_of_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."requirement_id", NEW."text"); RETURN NULL;',
                            hash="b153168cbe4f1ec187d59a55f4993a6ff49684e5",
                            operation="INSERT",
                            pgid="pgtrigger_insert_insert_f683c",
                            table="ltsa_checkedpaper",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="update_update",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                            func='INSERT INTO "ltsa_checkedpaperhistoryevent" ("answer", "check_of_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirement_id", "text") VALUES (NEW."answer", NEW."check_of_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."requirement_id", NEW."text"); RETURN NULL;',
                            hash="583bfeabdaf3ddea95901a743307ffafecc08930",
                            operation="UPDATE",
                            pgid="pgtrigger_update_update_2f9f9",
                            table="ltsa_checkedpaper",
                            when="AFTER",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="delete_delete",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func='INSERT INTO "ltsa_checkedpaperhistoryevent" ("answer", "check_of_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirement_id", "text") VALUES (OLD."answer", OLD."check_of_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."requirement_id", OLD."text"); RETURN NULL;',
                            hash="353d791b76365bfee494ed110384bacfd44101fb",
                            operation="DELETE",
                            pgid="pgtrigger_delete_delete_28b14",
                            table="ltsa_checkedpaper",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PaperCheckHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "checker",
                    models.CharField(
                        choices=[
                            ("family", "the family itself"),
                            ("coordinator", "village coordinator"),
                            ("desk", "LTSA officer"),
                        ],
                        max_length=12,
                        verbose_name="who looked",
                    ),
                ),
                ("list_version", models.CharField(max_length=12, verbose_name="list")),
                ("revision", models.PositiveSmallIntegerField(default=1)),
                (
                    "checked_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="checked at"
                    ),
                ),
                (
                    "checked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ltsa.party",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="ltsa.papercheck",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="PaperStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("received", "received by the office"),
                            ("elsewhere", "at another office"),
                            ("ready", "ready to be collected"),
                            ("collected", "collected"),
                            ("returned", "returned: something is missing"),
                            ("rejected", "refused"),
                            ("withdrawn", "entered by mistake"),
                        ],
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                (
                    "place",
                    models.CharField(blank=True, max_length=120, verbose_name="at which office"),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="reason")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="at")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="by",
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="ltsa.appliedpaper",
                    ),
                ),
            ],
            options={
                "verbose_name": "step of a paper",
                "verbose_name_plural": "steps of a paper",
                "ordering": ["at", "pk"],
                "base_manager_name": "unscoped",
                "default_manager_name": "unscoped",
                "indexes": [models.Index(fields=["paper", "at"], name="ltsa_paperstep_paper")],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="31a48ded98a2704ccffae312918ea76569111fac",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_0b680",
                            table="ltsa_paperstep",
                            when="BEFORE",
                        ),
                    ),
                    pgtrigger.compiler.Trigger(
                        name="tells_state",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="\n                    UPDATE ltsa_appliedpaper SET state = NEW.state, place = NEW.place,\n                        reason = NEW.reason, since = NEW.at\n                    WHERE id = NEW.paper_id;\n                    RETURN NULL;\n                ",
                            hash="67ac37f98ac3b45058929252c6bf41b1937361bc",
                            operation="INSERT",
                            pgid="pgtrigger_tells_state_19a9e",
                            table="ltsa_paperstep",
                            when="AFTER",
                        ),
                    ),
                ],
            },
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name="CheckedPaperHistoryevent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.CharField(max_length=240, verbose_name="paper")),
                (
                    "answer",
                    models.CharField(
                        choices=[
                            ("there", "there"),
                            ("missing", "not yet"),
                            ("not_needed", "not needed"),
                        ],
                        max_length=10,
                        verbose_name="is it there?",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history_events",
                        to="ltsa.checkedpaper",
                    ),
                ),
                (
                    "requirement",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ltsa.requirement",
                        verbose_name="paper",
                    ),
                ),
                (
                    "check_of",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="ltsa.papercheck",
                    ),
                ),
            ],
            managers=[
                ("unscoped", django.db.models.manager.Manager()),
            ],
        ),
    ]
