"""The menu of commands that Telegram shows: Persian for everybody, English in the chat of who chose it."""

from telegram import Bot, BotCommand, BotCommandScopeChat

from bot.dialogue import english, texts
from bot.dialogue.turn import Language


async def describe_commands(bot: Bot) -> None:
    """Everybody's menu; raises TelegramError."""
    await bot.set_my_commands([BotCommand(name, about) for name, about in texts.COMMANDS])


async def describe_commands_in(bot: Bot, chat: int, language: Language) -> None:
    """The menu of one private chat; raises TelegramError."""
    scope = BotCommandScopeChat(chat)
    if language is Language.PERSIAN:
        await bot.delete_my_commands(scope)
    else:
        menu = [BotCommand(name, english.COMMANDS.get(name, about)) for name, about in texts.COMMANDS]
        await bot.set_my_commands(menu, scope)
