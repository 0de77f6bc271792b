"""The desk's API under schemathesis: whatever is sent, the answer fits its description and is no 5xx."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from bot.staff.accounts import Role
from bot.staff.tokens import TokenDesk
from bot.store.audit import SqlAudit
from bot.store.database import open_database
from bot.store.migrate import migrate
from bot.store.tokens import SqlTokens
from tests.desk import OTHER, OWN, make_case, make_site, make_staff

schemathesis = pytest.importorskip("schemathesis", reason="the Python package schemathesis is not installed")
described = importlib.import_module("schemathesis.specs.openapi.checks")  # behind the skip

CHECKS = [
    schemathesis.checks.not_a_server_error,
    described.response_schema_conformance,
    described.status_code_conformance,
    described.content_type_conformance,
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    folder: Path = tmp_path_factory.mktemp("desk")
    engine = open_database(f"sqlite:///{folder / 'khoosheyar.db'}")
    migrate(engine)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def tokens(database: Engine) -> dict[Role, str]:
    desk = TokenDesk(SqlTokens(database), SqlAudit(database))
    made = {role: desk.make(account, "آزمون") for role, account in make_staff(database).items()}
    for province in (OWN, OTHER):
        make_case(database, province=province)
    return made


def test_no_request_breaks_the_api(database: Engine, tokens: dict[Role, str]) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", make_site(database))
    operations = [found.ok() for found in schema.include(path_regex="^/api/staff").get_all_operations()]
    assert len(operations) == 2
    statuses: set[int] = set()

    for operation in operations:

        @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        @given(case=operation.as_strategy())
        def send(case: "schemathesis.Case") -> None:
            for secret in (*tokens.values(), "khs_unknown"):
                response = case.call(headers={"authorization": f"Bearer {secret}"})
                assert response.status_code < 500, response.text
                assert response.headers["content-type"][0].startswith("application/json")
                statuses.add(response.status_code)
                case.validate_response(response, checks=CHECKS)

        send()
    assert {200, 401} <= statuses
