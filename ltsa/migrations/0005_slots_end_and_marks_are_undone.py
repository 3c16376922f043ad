import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ltsa", "0004_administrators_set_up"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="booking",
            name="state_transitions",
        ),
        migrations.RemoveConstraint(
            model_name="slot",
            name="ltsa_slot_closed_carries_nobody",
        ),
        # Going back: the code before knows them as open.
        migrations.RunSQL(
            migrations.RunSQL.noop,
            "UPDATE ltsa_slot SET status = 'open' WHERE status = 'ending'",
        ),
        migrations.AlterField(
            model_name="slot",
            name="status",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="visitevent",
            name="kind",
            field=models.CharField(
                choices=[
                    ("held", "kept"),
                    ("booked", "booked"),
                    ("moved", "moved"),
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
                ],
                max_length=10,
                verbose_name="what",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="booking",
            trigger=pgtrigger.compiler.Trigger(
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
        ),
        migrations.AddConstraint(
            model_name="slot",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["open", "ending"]), ("used_total", 0), _connector="OR"
                ),
                name="ltsa_slot_closed_carries_nobody",
                violation_error_message="People are booked at this time. Give them another time first.",
            ),
        ),
    ]
