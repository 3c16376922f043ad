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
    at_counter,
    call,
    call_next,
    end_day,
    no_show,
    park,
    pass_on,
    recall,
    resume,
    serve,
    set_back,
    take_counter,
)
from ltsa.actions.earlier import accept_earlier, wait_for_earlier
from ltsa.actions.feeds import feed_of, note_reading, renew_feed, revoke_feed
from ltsa.actions.kiosk import enrol_kiosk, kiosk_of, pair_kiosk, revoke_kiosk
from ltsa.actions.lists import Guest, accept_list, give_back_list, hold_list
from ltsa.actions.moving import (
    cancel,
    give_back_one,
    leave_list,
    move,
    refuse_move,
    times_to_move_to,
)
from ltsa.actions.outcomes import (
    Result,
    conclude,
    finish,
    papers_complete,
    record_outcome,
    reopen_party,
)
from ltsa.actions.paper_way import add_paper, follow, remind_uncollected
from ltsa.actions.papers import check_papers, keep_ticks, remind_visits
from ltsa.actions.requirements import add_requirement, change_requirement, end_requirement
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
from ltsa.actions.walk_ins import name_visitor, unnamed, walk_in

__all__ = [
    "Closure",
    "Company",
    "Guest",
    "Result",
    "Visitor",
    "accept",
    "accept_earlier",
    "accept_list",
    "add_paper",
    "add_requirement",
    "apply_hours",
    "arrive",
    "at_counter",
    "book",
    "booked_on",
    "call",
    "call_next",
    "cancel",
    "change_hours",
    "change_requirement",
    "check_papers",
    "close",
    "close_day",
    "conclude",
    "decide_booker",
    "decide_holiday",
    "end_day",
    "end_requirement",
    "end_stale",
    "enrol_kiosk",
    "expire",
    "feed_of",
    "finish",
    "follow",
    "forget_devices",
    "free_holds",
    "give_back_list",
    "give_back_one",
    "hold_list",
    "hours_on",
    "keep_ticks",
    "kiosk_of",
    "leave_list",
    "make_slots",
    "move",
    "must_be_called",
    "name_visitor",
    "no_answer",
    "no_show",
    "note_reading",
    "offer_new_times",
    "offer_places",
    "pair_kiosk",
    "papers_complete",
    "park",
    "pass_on",
    "preview_closure",
    "propose_holidays",
    "reach",
    "recall",
    "record_outcome",
    "refuse_move",
    "remind_uncollected",
    "remind_visits",
    "renew_feed",
    "reopen",
    "reopen_party",
    "resume",
    "revoke_feed",
    "revoke_kiosk",
    "serve",
    "set_back",
    "take_counter",
    "times_to_move_to",
    "undo",
    "unnamed",
    "wait_for_earlier",
    "wait_for_place",
    "walk_in",
]
