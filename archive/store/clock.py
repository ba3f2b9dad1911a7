"""The time of day as the archive stores it."""

from datetime import UTC, datetime


def now() -> str:
    """Return the time as it is stored: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
