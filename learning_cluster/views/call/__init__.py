"""Pages of the call: public, of applicants behind their link, of scorers (L12)."""
