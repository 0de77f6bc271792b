"""What the operator does to personal data from the command line: delete what is old, change the keys."""

import argparse
from datetime import UTC, datetime, timedelta

from bot.bootstrap import StartFailed, build_engine
from bot.settings import Settings


def prune_data(settings: Settings, options: argparse.Namespace) -> int:
    """Erases what nobody has touched for so many days; open cases stay."""
    from bot.store.retention import prune

    engine, now = build_engine(settings), datetime.now(UTC)
    pruned = prune(engine, now - timedelta(days=options.days), now)
    engine.dispose()
    print(
        f"Erased the persons of {pruned.cases} closed cases; "
        f"deleted {pruned.turns} turns and {pruned.people} sessions."
    )
    return 0


def rotate_keys(settings: Settings, options: argparse.Namespace) -> int:
    """Seals everything with the first of the DATA_KEYS; raises StartFailed."""
    from bot.store.sealing import seal_anew
    from bot.store.vault import KeyMissing, Vault

    if not settings.keys:
        raise StartFailed("DATA_KEYS is not set; put the new key first, then the old ones.")
    engine = build_engine(settings)
    try:
        count = seal_anew(engine, Vault(settings.keys))
    except KeyMissing as error:
        raise StartFailed(f"Some data stay as they were: {error}.") from error
    finally:
        engine.dispose()
    print(f"{count} entries are sealed with the first key now; the other keys can be removed.")
    return 0
