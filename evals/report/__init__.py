"""A run as one self-contained page (right to left, no script, no network) and as a Markdown summary."""
