"""Query -> SQL -> rows."""
