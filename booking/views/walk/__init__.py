"""The walk from a service to a confirmed booking, one page a step (DESIGN 5)."""
