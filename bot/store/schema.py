"""Every table of every theme: whoever means all of them takes `metadata` from here."""

from bot.store import case_tables as case_tables
from bot.store import staff_tables as staff_tables
from bot.store import tables as tables
from bot.store.columns import metadata as metadata
