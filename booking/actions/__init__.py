"""The only writers of bookings, counters' free time and places (STYLE 1.2)."""
