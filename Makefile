# Two targets are all a new user needs: `make run` and `make test`.
PYTHON ?= $(shell for p in python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
# the requirements of the program itself, or of one extra, read from pyproject.toml
LIST = $(BIN)/python -c 'import sys, tomllib; p = tomllib.load(open("pyproject.toml", "rb"))["project"]; \
	print(*(p["optional-dependencies"][sys.argv[1]] if sys.argv[1:] else p["dependencies"]))'
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt

.PHONY: run setup test test-e2e test-faults test-llm test-st bench

run: setup
	@$(BIN)/python -m bot serve --prepare

setup: .venv/.ready

.venv/.ready: constraints.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Khoosheyar needs Python 3.12 or newer; install it and run make again."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' || { echo "The folder .venv was made with an older Python; remove it and run make again."; exit 1; }
	@echo "Installing the pinned dependencies ..."
	@$(INSTALL) $$($(LIST))
	@touch $@

# one stamp for each extra of pyproject.toml: .venv/.extra-dev, .venv/.extra-sentence-transformers, …
.venv/.extra-%: .venv/.ready
	@echo "Installing the pinned packages of the extra $* ..."
	@$(INSTALL) $$($(LIST) $*)
	@touch $@

test: .venv/.extra-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(PYTEST)

test-e2e: .venv/.extra-dev
	@$(PYTEST) -m "slow or not slow" tests/e2e

test-faults: .venv/.extra-dev
	@$(PYTEST) -m slow tests/unit tests/integration

test-llm: .venv/.extra-dev
	@$(PYTEST) tests/unit/dialogue tests/integration/test_language_model.py
	@$(BIN)/python -m evals falsify

test-st: .venv/.extra-dev .venv/.extra-sentence-transformers
	@$(PYTEST) tests/st

bench: .venv/.extra-dev
	@$(BIN)/python tests/load/bench_chat.py
	@$(BIN)/python tests/load/bench_embedder.py
	@$(BIN)/python tests/load/bench_ingest.py
	@$(BIN)/python tests/load/bench_desk.py
	@$(BIN)/python tests/load/bench_assessment.py
