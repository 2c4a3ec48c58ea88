"""Reading rows by statements written out. Knows no app (docs/decisions/0008)."""
