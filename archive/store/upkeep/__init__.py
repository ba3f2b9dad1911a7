"""The file itself: created, upgraded, checked, repaired, backed up."""
