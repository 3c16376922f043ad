"""Every change to an appointment. Each function is one transaction that follows the order of
locks in `ltsa.locks`, runs again on a passing conflict, and refuses with `ltsa.refusals`."""

from ltsa.actions.bookers import decide_booker, forget_devices
from ltsa.actions.booking import Company, Visitor, accept, book, expire, free_holds
from ltsa.actions.calls import must_be_called
from ltsa.actions.closing import (
    Closure,
    close,
    close_day,
    no_answer,
    offer_new_times,
    preview_closure,
    reach,
    reopen,
)
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
from ltsa.actions.lists import Guest, accept_list, give_back_list, hold_list
from ltsa.actions.moving import (
    cancel,
    give_back_one,
    leave_list,
    move,
    refuse_move,
    times_to_move_to,
)
from ltsa.actions.papers import check_papers, keep_ticks, remind_visits
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
from ltsa.actions.waiting import end_stale, offer_places, wait_for_place

__all__ = [
    "Closure",
    "Company",
    "Guest",
    "Visitor",
    "accept",
    "accept_list",
    "apply_hours",
    "arrive",
    "book",
    "booked_on",
    "call",
    "call_next",
    "cancel",
    "change_hours",
    "check_papers",
    "close",
    "close_day",
    "decide_booker",
    "decide_holiday",
    "end_day",
    "end_stale",
    "expire",
    "finish",
    "forget_devices",
    "free_holds",
    "give_back_list",
    "give_back_one",
    "hold_list",
    "hours_on",
    "keep_ticks",
    "leave_list",
    "make_slots",
    "move",
    "must_be_called",
    "no_answer",
    "no_show",
    "offer_new_times",
    "offer_places",
    "preview_closure",
    "propose_holidays",
    "reach",
    "record_outcome",
    "refuse_move",
    "remind_visits",
    "reopen",
    "serve",
    "set_back",
    "times_to_move_to",
    "undo",
    "wait_for_place",
    "walk_in",
]
