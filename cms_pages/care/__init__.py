"""The editor's day: links that break, pages to look at again, sentences too long (U1)."""
