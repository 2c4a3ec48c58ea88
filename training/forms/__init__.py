"""Forms of trainings, by noun."""
