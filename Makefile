# Two targets are all a new user needs: `make run` and `make test`.
PYTHON ?= $(shell for p in python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
EXTRAS ?= dev
SETUP := .venv/.setup-$(subst $(comma),-,$(EXTRAS))
comma := ,

.PHONY: run setup test test-e2e test-st bench clean

run: setup
	@$(BIN)/python -m bot serve --prepare

setup: $(SETUP)

$(SETUP): constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Khoosheyar needs Python 3.12 or newer; install it and run make again."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' || { echo "The folder .venv was made with an older Python; remove it and run make again."; exit 1; }
	@echo "Installing the pinned dependencies ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
		$$($(BIN)/python -c 'import tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; print(*p["dependencies"], *[r for e in "$(EXTRAS)".split(",") for r in p["optional-dependencies"][e]])')
	@touch $(SETUP)

test: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest

bench: setup
	@$(BIN)/python tests/load/bench_chat.py

test-e2e: setup
	@$(BIN)/python -m pytest tests/e2e
