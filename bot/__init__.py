"""The assistant people talk to. Imports knowledge and prompts."""
