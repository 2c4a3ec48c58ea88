"""Public pages of trainings, and those of trainers, participants and approvers."""
