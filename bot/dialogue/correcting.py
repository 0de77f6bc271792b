"""«نه، منظورم صادرات بود»: messages that only put one thing in the place of another that was asked."""

from bot.dialogue import texts
from bot.dialogue.rules import load_rules, plain


def put_right(text: str) -> str:
    """What such a message asks («صادرات چطور؟»); every other text as it is."""
    turns = load_rules().turns
    if (found := turns["correction"].search(plain(text))) is None:
        return text
    meant = next(filter(None, found.groupdict().values()))
    return meant if turns["asking"].search(meant) else texts.how_about(meant)
