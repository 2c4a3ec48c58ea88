"""Pages of the association's coordinator in the admin."""
