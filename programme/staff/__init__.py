"""What triage and editors see in the admin, below /admin/inovativen-si/."""
