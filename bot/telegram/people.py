"""Who wrote, and whether it was meant for the bot."""

from telegram import Chat, Message, Update, User
from telegram.constants import ChatType, MessageEntityType

from bot.dialogue.turn import SessionKey

CHANNEL = "telegram"
_ANONYMOUS_ADMIN = 1087968824  # Telegram's stand-in for a group's admin who hides


def session_key(chat: Chat, person: str) -> SessionKey:
    """A person's own session; in a group another one than in private, so nothing private shows there."""
    return SessionKey(CHANNEL, person if chat.type == ChatType.PRIVATE else f"{chat.id}:{person}")


def is_private(key: SessionKey) -> bool:
    """Whether this is the session of a person's own chat."""
    return ":" not in key.person


def person_of(update: Update) -> str:
    """The id of who did this."""
    sender = update.effective_sender
    return str(sender.id) if sender else "0"


def is_robot(message: Message) -> bool:
    """Whether another bot wrote it: two bots that answer each other never stop."""
    author = message.from_user
    return author is not None and author.is_bot and author.id != _ANONYMOUS_ADMIN


def words_for(bot: User, message: Message) -> str | None:
    """What the message says to the bot, without its name; None in a group when it is not addressed."""
    text = message.text or message.caption or ""
    if message.chat.type == ChatType.PRIVATE:
        return text
    named = _names(bot, message)
    answered = message.reply_to_message
    replies = answered is not None and answered.from_user is not None and answered.from_user.id == bot.id
    if not named and not replies:
        return None
    for name in named:
        text = text.replace(name, " ")
    return " ".join(text.split())


def _names(bot: User, message: Message) -> list[str]:
    """The words of the message that name the bot."""
    kinds: list[str | None] = [MessageEntityType.MENTION, MessageEntityType.TEXT_MENTION]
    entities = message.parse_entities(kinds) | message.parse_caption_entities(kinds)
    return [
        words
        for entity, words in entities.items()
        if (entity.user.id == bot.id if entity.user else words.lower() == f"@{bot.username}".lower())
    ]
