"""The web as a channel: chat page, HTTP API and the staff desk."""
