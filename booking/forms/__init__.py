"""What citizens type, parsed: every limit and every word of refusal is here."""
