"""Pages of booking: the citizen's walk (walk/) and the pages of a booking one already has."""
