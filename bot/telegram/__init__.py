"""Telegram as a channel: Update to Turn, Reply to messages."""
