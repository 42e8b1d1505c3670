"""Half-open periods of days: [start, end)."""

from datetime import date

#: The first day no longer included of a period that is still running.
FOREVER = date(9999, 1, 1)
