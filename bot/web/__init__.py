"""The web as a channel: chat page and HTTP API."""
