"""What people are mailed about trainings, each kind of reader in a module of their own."""
