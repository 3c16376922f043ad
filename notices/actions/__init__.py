"""Everything that happens to a message: queued, called off, sent by hand or by the worker, told
about by the provider; and what somebody wants for her phone."""

from notices.actions.by_hand import mark_sent, send_again, wrong_number
from notices.actions.outbox import call_off, is_known, queue, take_up_again
from notices.actions.recipients import opt_in, opt_out, save_wishes
from notices.actions.reports import reported
from notices.actions.sending import Tally, send_due

__all__ = [
    "Tally",
    "call_off",
    "is_known",
    "mark_sent",
    "opt_in",
    "opt_out",
    "queue",
    "reported",
    "save_wishes",
    "send_again",
    "send_due",
    "take_up_again",
    "wrong_number",
]
