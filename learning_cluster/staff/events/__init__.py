"""The coordinator's pages of a cluster's events (L8)."""
