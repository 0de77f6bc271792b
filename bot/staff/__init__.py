"""The ministry's people at their desk: who they are, what they may do, and what is kept of their doings."""
