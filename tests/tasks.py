"""What the worker does, done by a test when it wants it done."""

from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


def work() -> list[DBTaskResult]:
    """Run every task that waits, one after the other; returns them."""
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    done = []
    while waiting := DBTaskResult.objects.ready().order_by("enqueued_at").first():
        waiting.claim("test")
        worker.run_task(waiting)
        waiting.refresh_from_db()
        done.append(waiting)
    return done
