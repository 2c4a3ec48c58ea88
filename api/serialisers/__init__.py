"""The shapes of what the API takes and gives, a module per part."""
