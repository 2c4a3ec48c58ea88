"""What learning clusters mail, by what it is about."""
