"""What people come to read: facts of a service, first free times, opening, waiting times (U1–U3)."""
