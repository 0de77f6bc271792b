"""One module a kind of damage, and a detector that leaves clean text alone."""
