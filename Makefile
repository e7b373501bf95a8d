# Two commands do everything on a fresh machine that has Python and make: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

.PHONY: setup run test lint lock docs bench bench-attribution train

setup: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(STAMP)

run: setup
	$(BIN)/dragoman read --dossier dragoman.db examples/reports examples/stories/index.jsonl
	@echo
	$(BIN)/dragoman show --dossier dragoman.db
	@echo
	$(BIN)/dragoman brief --between Kenya Ethiopia --dossier dragoman.db

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
	$(BIN)/python benchmarks/linking.py

# Needs the gold data in ../shared, and textacy, which is installed into an environment of its own.
bench-attribution: benchmarks/requirements.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r benchmarks/requirements.lock
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	.venv-bench/bin/python benchmarks/attribution.py ../shared/gold/attribution/polnear_dev.jsonl

# One command from gold data to weights; about two hours on two cores.
GOLD ?= ../shared/gold
TRAIN := .venv-train/bin/python
WEIGHTS := src/dragoman/models
train:
	$(PYTHON) -m venv .venv-train
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(TRAIN) -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(TRAIN) -m training.attribution.train $(GOLD)/attribution runs/attribution
	$(TRAIN) -m training.export encoder runs/attribution/blend.pt $(WEIGHTS)
	$(TRAIN) -m training.events.train $(GOLD)/events/plv_train.jsonl $(WEIGHTS)/encoder.onnx runs/events
	$(TRAIN) -m training.export branch runs/events/branch.pt $(WEIGHTS)
	$(TRAIN) -m training.attribution.link $(GOLD)/attribution $(WEIGHTS)
	$(TRAIN) -m training.attribution.calibrate $(GOLD)/attribution $(WEIGHTS)

# Needs uv (pip install uv). No address of a registry is written into the lock file.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--extra dev -o requirements.lock pyproject.toml
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header \
		--extra dev --extra bench --constraint requirements.lock -o benchmarks/requirements.lock pyproject.toml
