"""The only writers of trainings that touch several rows or send something."""
