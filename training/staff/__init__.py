"""What the coordinator sees in the admin, below /admin/usposabljanja/."""
