"""All tables of this app as they stood after 0003: a new database takes this one step.

The steps it replaces stay for databases that were made before it.
"""

import django.contrib.auth.models
import django.contrib.auth.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
from django.conf import settings
from django.db import migrations, models

import accounts.phone


class Migration(migrations.Migration):
    replaces = [
        ("accounts", "0001_users_and_view_log"),
        ("accounts", "0002_account_regency"),
        ("accounts", "0003_messages_beside_fields"),
    ]

    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("villages", "0001_squashed_0004_days_of_our_time"),
    ]

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                (
                    "username",
                    models.CharField(
                        error_messages={"unique": "A user with that username already exists."},
                        help_text="Required. 150 characters or fewer. Letters, digits and @/./+/-/_ only.",
                        max_length=150,
                        unique=True,
                        validators=[django.contrib.auth.validators.UnicodeUsernameValidator()],
                        verbose_name="username",
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="email address"),
                ),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="Designates whether the user can log into this admin site.",
                        verbose_name="staff status",
                    ),
                ),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="Designates whether this user should be treated as active. Unselect this instead of deleting accounts.",
                        verbose_name="active",
                    ),
                ),
                (
                    "date_joined",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="date joined"
                    ),
                ),
                ("full_name", models.CharField(max_length=100, verbose_name="full name")),
                (
                    "role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("coordinator", "Village coordinator"),
                            ("mentor", "Business mentor"),
                            ("group_leader", "Group leader"),
                            ("ltsa_officer", "LTSA officer"),
                            ("case_officer", "Case officer"),
                            ("business_officer", "Business officer"),
                            ("official", "Official"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "phone",
                    accounts.phone.PhoneField(
                        blank=True, max_length=20, null=True, unique=True, verbose_name="phone"
                    ),
                ),
                (
                    "is_public_contact",
                    models.BooleanField(
                        default=False,
                        help_text="Only with this person's agreement.",
                        verbose_name="show name and phone on the village page",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="villages.district",
                        verbose_name="district",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="villages.office",
                        verbose_name="office",
                    ),
                ),
                (
                    "province",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="villages.province",
                        verbose_name="province",
                    ),
                ),
                (
                    "regency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="villages.regency",
                        verbose_name="regency",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
                (
                    "village",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="villages.village",
                        verbose_name="village",
                    ),
                ),
                (
                    "account_regency",
                    models.ForeignKey(
                        editable=False,
                        help_text="Whose administrators keep this account. It follows the territory, and stays when somebody has none: a group leader, or a coordinator who was replaced.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accounts",
                        to="villages.regency",
                        verbose_name="regency that keeps the account",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "ordering": ["full_name", "username"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("role", ""),
                            models.Q(
                                ("district__isnull", True),
                                ("office__isnull", True),
                                ("province__isnull", True),
                                ("regency__isnull", True),
                                ("role", "coordinator"),
                            ),
                            models.Q(
                                ("office__isnull", True),
                                ("province__isnull", True),
                                ("regency__isnull", True),
                                ("role", "mentor"),
                                ("village__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("office__isnull", True),
                                ("province__isnull", True),
                                ("regency__isnull", True),
                                ("role", "group_leader"),
                                ("village__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("province__isnull", True),
                                ("regency__isnull", True),
                                ("role", "ltsa_officer"),
                                ("village__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("office__isnull", True),
                                ("province__isnull", True),
                                ("role", "case_officer"),
                                ("village__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("office__isnull", True),
                                ("province__isnull", True),
                                ("role", "business_officer"),
                                ("village__isnull", True),
                            ),
                            models.Q(
                                ("office__isnull", True),
                                ("role", "official"),
                                ("village__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("office__isnull", True),
                                ("province__isnull", True),
                                ("role", "administrator"),
                                ("village__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="accounts_user_territory_fits_role",
                        violation_error_code="role",
                        violation_error_message="This role works for another kind of area.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("district__isnull", True),
                                ("office__isnull", True),
                                ("province__isnull", True),
                                ("regency__isnull", True),
                            ),
                            models.Q(
                                ("office__isnull", True),
                                ("province__isnull", True),
                                ("regency__isnull", True),
                                ("village__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("office__isnull", True),
                                ("province__isnull", True),
                                ("village__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("office__isnull", True),
                                ("regency__isnull", True),
                                ("village__isnull", True),
                            ),
                            models.Q(
                                ("district__isnull", True),
                                ("province__isnull", True),
                                ("regency__isnull", True),
                                ("village__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="accounts_user_one_territory",
                        violation_error_code="role",
                        violation_error_message="Choose one area only.",
                    ),
                ],
            },
            managers=[
                ("objects", django.contrib.auth.models.UserManager()),
            ],
        ),
        migrations.CreateModel(
            name="ViewLog",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="at")),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("unmask", "looked at in full"),
                            ("export", "downloaded"),
                            ("print", "printed"),
                        ],
                        max_length=10,
                        verbose_name="what",
                    ),
                ),
                ("model", models.CharField(max_length=60, verbose_name="kind of record")),
                ("row", models.BigIntegerField(null=True, verbose_name="record")),
                ("fields", models.CharField(blank=True, max_length=200, verbose_name="which data")),
                ("rows", models.PositiveIntegerField(default=1, verbose_name="number of records")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "view of personal data",
                "verbose_name_plural": "views of personal data",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(fields=["model", "row", "-at"], name="accounts_viewlog_row")
                ],
                "triggers": [
                    pgtrigger.compiler.Trigger(
                        name="append_only",
                        sql=pgtrigger.compiler.UpsertTriggerSql(
                            func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                            hash="ee56e3123f92e7dcd7fc66da484b9d222678ce1b",
                            operation="UPDATE OR DELETE",
                            pgid="pgtrigger_append_only_3660c",
                            table="accounts_viewlog",
                            when="BEFORE",
                        ),
                    )
                ],
            },
        ),
    ]
