"""Events inside a cluster: everything starts from what the reader may see of them (X2)."""
