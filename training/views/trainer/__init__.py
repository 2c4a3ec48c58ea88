"""A trainer's own pages: everything starts from the signed-in trainer's runs (X2)."""
