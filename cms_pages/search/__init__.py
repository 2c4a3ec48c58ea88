"""The public search over services, offices, places and pages (U3, docs/search.md)."""
