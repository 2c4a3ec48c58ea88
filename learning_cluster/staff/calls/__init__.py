"""The coordinator's pages of calls: what is asked, who scores, what came, the decision (L12)."""
