"""A firm's request: the form that people fill in, the case it becomes, and what the staff do with it."""
