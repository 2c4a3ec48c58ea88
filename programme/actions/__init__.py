"""The only writers of submissions."""
