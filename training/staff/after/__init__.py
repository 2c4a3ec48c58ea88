"""The coordinator's pages of what follows a run: completion, certificates, evaluation (T15)."""
