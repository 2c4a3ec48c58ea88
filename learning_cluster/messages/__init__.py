"""What learning clusters mail, by whom it is about."""
