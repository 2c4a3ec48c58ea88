"""What a change of hours would do, before it is done (B7, B11, B12)."""
