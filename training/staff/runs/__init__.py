"""The coordinator's pages of runs: the list, the months, and the work sheet of one (T6–T10)."""
