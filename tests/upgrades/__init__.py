"""A real database of each older revision, upgraded and then used as any other; see README.md."""
