"""What trainings mail, by whom it is for."""
