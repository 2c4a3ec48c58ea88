"""The handbook of those who work at the counters, in Slovene (B6): texts, pictures, subjects."""
