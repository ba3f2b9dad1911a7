"""Days and times: as texts write them (``written``), and as fields state them (``fields``)."""

from archive.dates.fields import field_date, order_of
from archive.dates.written import (
    Calendar,
    Day,
    Order,
    alternatives,
    as_day,
    calendar,
    clock_of,
    dated,
    day_of,
    exists,
)

__all__ = [
    "Calendar",
    "Day",
    "Order",
    "alternatives",
    "as_day",
    "calendar",
    "clock_of",
    "dated",
    "day_of",
    "exists",
    "field_date",
    "order_of",
]
