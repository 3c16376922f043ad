"""A site around django-appointment, for `bench.booking_http`. It runs in an environment of its own
and imports nothing of the product."""
