# Two commands: `make run` and `make test`. What they do in plain words stands in README.md.
.PHONY: run test install system lint types contracts texts suite bench screenshots requirements
.DELETE_ON_ERROR:

PYTHON ?= python3
BIN := .venv/bin
FLASK := $(BIN)/flask --app app
PYTEST := $(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder --durations=15

run: install
	$(FLASK) db upgrade
	DEMO=$${DEMO:-1} $(FLASK) demo load
	exec $(FLASK) serve

test: install system lint types contracts texts suite

install: .venv/installed

.venv/installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Zapisy needs Python 3.11 or newer. Set PYTHON=python3.11, for example."; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python's venv module is missing. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

# What the tests need of Debian: a browser, other people's calendar software, a PostgreSQL server.
system:
	@.ci/system

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types:
	$(BIN)/mypy

contracts:
	$(BIN)/lint-imports

texts:
	$(FLASK) catalogue check

# Everything on SQLite, then on PostgreSQL whatever uses the database; why so: docs/decisions.md.
suite:
	WHOLE_SUITE=1 $(PYTEST)
	WHOLE_SUITE=1 TEST_DATABASE=postgresql $(PYTEST)

# How fast it is, against what the machine could do at best (docs/performance.md). DATABASE=postgresql for the other.
bench: install
	$(BIN)/python -m bench --database $${DATABASE:-sqlite}

# The picture in README, as the tests take it.
screenshots:
	SCREENSHOTS=1 WHOLE_SUITE=1 $(BIN)/pytest tests/journeys/test_screenshots.py

requirements:
	$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes requirements.in -o requirements.txt
