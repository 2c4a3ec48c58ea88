"""Pages over rows, without an editor's prose: offices, waiting times, categories, life events."""
