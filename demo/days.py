"""Days as plain numbers while the history is played, as ISO text when it is written."""

from datetime import date
from functools import cache

#: Days between two yearly looks, for ages.
YEAR = 365.2425


def day(text: str) -> int:
    """Return the number of the day written `YYYY-MM-DD`."""
    return date.fromisoformat(text).toordinal()


@cache
def iso(number: int | None) -> str:
    """Return the day as `YYYY-MM-DD`; nothing stays empty."""
    return "" if number is None else date.fromordinal(number).isoformat()


@cache
def year_of(number: int) -> int:
    return date.fromordinal(number).year


def new_year(year: int) -> int:
    """Return the number of 1 January."""
    return date(year, 1, 1).toordinal()


@cache
def after_years(number: int, years: int) -> int:
    """Return the same day so many years on; 29 February becomes 1 March."""
    start = date.fromordinal(number)
    try:
        return start.replace(year=start.year + years).toordinal()
    except ValueError:
        return date(start.year + years, 3, 1).toordinal()


def age_on(birth: int, on: int) -> int:
    """Return the completed years of life on a day."""
    born, today = date.fromordinal(birth), date.fromordinal(on)
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
