"""A crowd of clients against a scratch office, for `stress_booking`."""
