"""Serving a customer: book, move, cancel, find (B26, B36, B37, B40)."""
