"""Two truths, hours and appointments, and one table derived from them (DESIGN 4)."""
