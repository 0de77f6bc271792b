"""What of the talk is sealed: every turn that is no question to the documents, and the running flow.

Names and mobiles are typed and shown back in such turns only; questions and answers stay readable, since the
evaluation and the desk work with them.
"""

import json
from typing import Any

from sqlalchemy import Connection, Engine, select, update

from bot.dialogue.ports import ANSWERED, Json
from bot.dialogue.turn import Outcome
from bot.store.case_tables import cases
from bot.store.database import reading
from bot.store.tables import sessions, turns
from bot.store.vault import Vault

_BATCH = 500  # rows that are sealed anew in one transaction


def seal_text(text: str, outcome: Outcome, vault: Vault) -> str:
    """The turn's text as it is stored."""
    return vault.seal(text) if outcome not in ANSWERED else text


def seal_reply(reply: Json, outcome: Outcome, vault: Vault) -> Json:
    """The reply as it is stored: a sealed one is a text instead of an object."""
    return seal_json(reply, vault) if outcome not in ANSWERED else reply


def seal_json(value: Json, vault: Vault) -> Json:
    return vault.seal(json.dumps(value, ensure_ascii=False)) if vault.seals and value is not None else value


def open_text(stored: str, outcome: str, vault: Vault) -> str:
    return stored if outcome in ANSWERED else vault.open(stored)


def open_json(stored: Any, vault: Vault) -> Any:
    return json.loads(vault.open(stored)) if isinstance(stored, str) else stored


def open_newest(engine: Engine, vault: Vault) -> None:
    """Opens the newest sealed case and turn; raises KeyMissing."""
    with reading(engine).connect() as connection:
        case = select(cases.c.personal).where(cases.c.personal != "").order_by(cases.c.id.desc()).limit(1)
        if (personal := connection.execute(case).scalar()) is not None:
            vault.open(personal)
        unasked = turns.c.outcome.not_in(ANSWERED)
        turn = select(turns.c.reply).where(unasked).order_by(turns.c.id.desc()).limit(1)
        if (reply := connection.execute(turn).scalar()) is not None:
            open_json(reply, vault)


def seal_anew(engine: Engine, vault: Vault) -> int:
    """Seals everything with the newest key, in parts; gives back how many rows. Raises KeyMissing."""
    return sum(
        _in_batches(engine, table, vault, anew)
        for table, anew in ((cases, _case_anew), (turns, _turn_anew), (sessions, _flow_anew))
    )


def _in_batches(engine: Engine, table: Any, vault: Vault, anew: Any) -> int:
    last, count = 0, 0
    while True:
        with engine.begin() as connection:
            rows = connection.execute(
                select(table).where(table.c.id > last).order_by(table.c.id).limit(_BATCH).with_for_update()
            ).all()
            for row in rows:
                count += anew(connection, row, vault)
        if len(rows) < _BATCH:
            return count
        last = rows[-1].id


def _case_anew(connection: Connection, row: Any, vault: Vault) -> int:
    if not row.personal:
        return 0
    personal = vault.open(row.personal)
    mobile = json.loads(personal).get("mobile")
    values = {"personal": vault.seal(personal), "mobile_mark": vault.mark(mobile) if mobile else None}
    connection.execute(update(cases).where(cases.c.id == row.id).values(**values))
    return 1


def _turn_anew(connection: Connection, row: Any, vault: Vault) -> int:
    outcome = Outcome(row.outcome)
    if outcome in ANSWERED:
        return 0
    text, reply = vault.open(row.text), open_json(row.reply, vault)
    values = {"text": seal_text(text, outcome, vault), "reply": seal_reply(reply, outcome, vault)}
    connection.execute(update(turns).where(turns.c.id == row.id).values(**values))
    return 1


def _flow_anew(connection: Connection, row: Any, vault: Vault) -> int:
    if row.flow is None:
        return 0
    flow = seal_json(open_json(row.flow, vault), vault)
    connection.execute(update(sessions).where(sessions.c.id == row.id).values(flow=flow))
    return 1
