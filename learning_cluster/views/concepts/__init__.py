"""Concepts on the pages inside a cluster: read, written, compared, spoken of (L11)."""
