"""Forms of the trainings."""
