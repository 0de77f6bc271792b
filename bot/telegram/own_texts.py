"""What the channel says by itself: greeting, help, menus and short notices, in the person's language."""

import asyncio
from collections.abc import Sequence

from telegram import Update

from bot.dialogue import texts
from bot.dialogue.conversation import Conversation
from bot.dialogue.languages import say
from bot.dialogue.turn import Choice, Language
from bot.telegram.delivery import Delivery
from bot.telegram.people import person_of, session_key
from bot.telegram.rendering import render_text

ASK, HELP = ":ask", ":help"  # data of the channel's own buttons
_EXAMPLES = tuple(Choice(question, f"ask:{n}") for n, question in enumerate(texts.EXAMPLES, 1))


class OwnTexts:
    """Each is said once for an update; the second argument is what the library hands to every handler."""

    def __init__(self, conversation: Conversation, delivery: Delivery) -> None:
        self._conversation = conversation
        self._delivery = delivery

    async def greet(self, update: Update, _: object = None) -> None:
        await self.say(update, texts.HELLO, self._menu())

    async def help(self, update: Update, _: object = None) -> None:
        await self.say(update, texts.HELP, (*_EXAMPLES, *self._conversation.offers))

    async def invite(self, update: Update) -> None:
        """What can be asked, after the button for a question."""
        await self.say(update, texts.ASK_HERE, _EXAMPLES)

    async def fresh_menu(self, update: Update) -> None:
        """Instead of what a button led to that leads nowhere any more."""
        await self.say(update, texts.OLD_BUTTON, self._menu())

    async def say(
        self, update: Update, text: str, buttons: Sequence[Choice] = (), name: str | None = None
    ) -> None:
        """Any text, in the person's language; what has this name is said once."""
        chat, near = update.effective_chat, update.effective_message
        if chat is not None:
            language = await self.language(update)
            shown = [Choice(say(button.label, language), button.data) for button in buttons]
            messages = render_text(say(text, language), shown)
            await self._delivery.put(name or str(update.update_id), chat, messages, near)

    async def language(self, update: Update) -> Language:
        """The one that the person has chosen in this chat."""
        chat = update.effective_chat
        if chat is None:
            return Language.PERSIAN
        key = session_key(chat, person_of(update))
        return await asyncio.to_thread(self._conversation.language, key)

    def _menu(self) -> tuple[Choice, ...]:
        """A question, what else can be started, and help."""
        return (
            Choice(texts.ASK_BUTTON, ASK),
            *self._conversation.offers,
            Choice(texts.HELP_BUTTON, HELP),
        )
