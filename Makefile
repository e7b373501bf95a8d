# Two commands do everything on a fresh machine that has Python and make: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup run test lint lock docs bench

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

run: setup
	$(BIN)/dragoman read --dossier dragoman.db examples/reports
	@echo
	$(BIN)/dragoman show --dossier dragoman.db

lint: setup
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/ruff format --check src tests benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

test: setup lint
	$(BIN)/python -m pytest -n 2

docs: setup
	$(BIN)/dragoman codebook --markdown > docs/codebook.md

bench: setup
	$(BIN)/python benchmarks/reading.py

# Needs uv (pip install uv). No address of a registry is written into the lock file.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--extra dev -o requirements.lock pyproject.toml
