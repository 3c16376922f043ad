"""What touches several apps at once."""

from workspace.actions.deaths import dismiss_report_of_death, settle_death, take_report_of_death

__all__ = ["dismiss_report_of_death", "settle_death", "take_report_of_death"]
