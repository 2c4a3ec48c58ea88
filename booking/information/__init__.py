"""What people come to read: facts of a service, free times, hours, waiting times (U1–U3)."""
