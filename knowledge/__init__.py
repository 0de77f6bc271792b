"""What is known, and how it is found. Imports nothing of ours."""
