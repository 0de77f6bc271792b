"""The core: Turn in, Reply out; no Telegram, HTTP or SQL in it."""
