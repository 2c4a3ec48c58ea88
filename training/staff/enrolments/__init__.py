"""Enrolments and requests as the coordinator sees them."""
