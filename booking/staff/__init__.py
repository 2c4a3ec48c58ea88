"""The calendar module: what unit staff see and do in the admin, menu "Naročanje" (B1–B13)."""
