"""Mentoring inside a cluster: times, sessions, the log."""
