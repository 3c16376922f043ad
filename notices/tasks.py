"""Work that the worker does beside the pages."""

from django_tasks import task

from notices.actions.sending import send_due


@task()
def send() -> None:
    """Look into the outbox. Which messages are due stands there, not in the job: a job that is lost
    or doubled changes nothing, and `send_notices` looks there as well."""
    send_due()
