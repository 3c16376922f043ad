"""Every change to an appointment. Each function is one transaction that follows the order of
locks in `ltsa.locks`, runs again on a passing conflict, and refuses with `ltsa.refusals`."""

from ltsa.actions.booking import Visitor, accept, book, cancel, expire, free_holds, move
from ltsa.actions.calls import must_be_called
from ltsa.actions.closing import Closure, close_day, offer_new_times, preview_closure, reach
from ltsa.actions.desk import (
    arrive,
    call,
    call_next,
    end_day,
    finish,
    no_show,
    record_outcome,
    serve,
    set_back,
    walk_in,
)
from ltsa.actions.timetable import (
    apply_hours,
    booked_on,
    change_hours,
    decide_holiday,
    hours_on,
    make_slots,
    propose_holidays,
)
from ltsa.actions.undo import undo

__all__ = [
    "Closure",
    "Visitor",
    "accept",
    "apply_hours",
    "arrive",
    "book",
    "booked_on",
    "call",
    "call_next",
    "cancel",
    "change_hours",
    "close_day",
    "decide_holiday",
    "end_day",
    "expire",
    "finish",
    "free_holds",
    "hours_on",
    "make_slots",
    "move",
    "must_be_called",
    "no_show",
    "offer_new_times",
    "preview_closure",
    "propose_holidays",
    "reach",
    "record_outcome",
    "serve",
    "set_back",
    "undo",
    "walk_in",
]
