"""The container files say what the program needs; no container engine runs here."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.settings import Settings

FIXED = {"host", "port", "data_dir"}  # the image sets these itself


@pytest.fixture
def compose() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(Path("docker-compose.yml").read_text(encoding="utf-8"))
    return loaded


def test_one_service_with_one_volume_starts_by_default(compose: dict[str, Any]) -> None:
    default = [service for service in compose["services"].values() if "profiles" not in service]
    assert [service.get("build") for service in default] == ["."]
    assert default[0]["volumes"] == ["data:/data"]


def test_every_volume_is_declared(compose: dict[str, Any]) -> None:
    used = {mount.split(":")[0] for service in compose["services"].values() for mount in service["volumes"]}
    assert used == set(compose["volumes"])


def test_only_this_machine_reaches_the_published_port(compose: dict[str, Any]) -> None:
    assert compose["services"]["khoosheyar"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]


def test_every_setting_reaches_the_container_under_its_own_name(compose: dict[str, Any]) -> None:
    passed = dict(compose["services"]["khoosheyar"]["environment"])
    assert passed.pop("FORWARDED_ALLOW_IPS") == "${FORWARDED_ALLOW_IPS:-127.0.0.1}"  # uvicorn's own
    assert set(passed) == {name.upper() for name in set(Settings.model_fields) - FIXED}
    assert all(value == f"${{{name}:-}}" for name, value in passed.items())


def test_no_password_stands_in_the_files(compose: dict[str, Any]) -> None:
    assert compose["services"]["postgres"]["environment"]["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD:-}"


def test_the_image_runs_the_program_as_an_ordinary_user() -> None:
    lines = Path("Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER ")]
    assert users == ["khoosheyar"]
    assert 'CMD [".venv/bin/python", "-m", "bot", "serve", "--prepare"]' in lines
    (environment,) = (line.split()[1:] for line in lines if line.startswith("ENV HOST"))
    assert {"HOST=0.0.0.0", "PORT=8000", "DATA_DIR=/data"} <= set(environment)


def test_everything_the_image_copies_is_let_through_by_the_ignore_file() -> None:
    allowed = set(re.findall(r"^!(\S+)$", Path(".dockerignore").read_text(encoding="utf-8"), re.M))
    packages = {path.parent.name for path in Path().glob("*/__init__.py")} - {"tests"}
    assert packages | {"prompts", "pyproject.toml", "constraints.txt", "Makefile"} <= allowed
