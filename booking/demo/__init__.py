"""The demonstration: the real catalogue, and appointments nobody ever made (B8, DESIGN 3)."""
