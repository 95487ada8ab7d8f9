# Kokong. Needs Python 3.11 and make; everything else is installed into .venv from locked requirements.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
CATALOGUES := $(shell find src -name '*.po' 2>/dev/null)
# Python in the plain C locale can't read its own path if that has letters beyond ASCII.
ifneq (,$(filter C POSIX,$(LC_ALL)))
export LC_ALL := C.UTF-8
endif

# Where images forbid it, every start would compile all there is, and pytest rewrite every test once more.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo up test check types style promises attack addresses bench docs package sbom lock messages clean

help:
	@echo "make demo    the product with a demonstration town, at http://localhost:$${KOKONG_PORT:-8000}"
	@echo "make up      the product without demonstration data"
	@echo "make test    all tests"
	@echo "make check   style, types, import contracts, names of tests, migrations, translations, TypeScript"
	@echo "make attack  every address attacked, as everybody, on a database of its own"
	@echo "make addresses  every address as every role, and as the next municipality, in a table"
	@echo "make bench   the figures of docs/reference/figures.md"
	@echo "make docs    the site of docs/, in build/site"
	@echo "make package the wheel and the source archive, built twice and compared, in dist"
	@echo "make sbom    what an installation is made of, and what weaknesses are known in it"

demo: $(VENV)/run
	@$(BIN)/kokong demo

up: $(VENV)/run
	@$(BIN)/kokong up

test: $(VENV)/dev
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder $(ARGS)

# Types take longest and one core; the rest goes beside them. The first failure ends the whole.
check: $(VENV)/dev
	@$(MAKE) --no-print-directory -j 2 --output-sync=target types style promises

types:
	$(BIN)/mypy src tests benchmarks tools

style:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tools/templates.py check
	$(BIN)/lint-imports
	$(BIN)/python tools/frontend.py check test

promises:
	$(BIN)/python tools/check_migrations.py
	$(BIN)/python -m tools.beginning
	$(BIN)/python tools/messages.py check
	$(BIN)/python -m tools.retention check
	$(BIN)/python -m tools.collected

attack: $(VENV)/dev
	$(BIN)/python -m benchmarks.attack $(ARGS)

addresses: $(VENV)/dev
	$(BIN)/python -m benchmarks.addresses $(ARGS)

bench: $(VENV)/dev $(VENV)/peers/installed
	KOKONG_PEER_PYTHON=$(VENV)/peers/bin/python $(BIN)/python -m benchmarks

docs: $(VENV)/dev
	@$(BIN)/python -m mkdocs build --clean
	@echo "The site is in build/site; read it from index.html."

package: $(VENV)/release/installed
	@$(VENV)/release/bin/python -m tools.package

sbom: $(VENV)/release/installed
	@$(VENV)/release/bin/python -m tools.bill

lock: $(VENV)/dev
	$(BIN)/python tools/lock.py

messages: $(VENV)/dev
	$(BIN)/python tools/messages.py update

clean:
	rm -rf $(VENV) build dist frontend/node_modules src/kokong/kernel/static/kokong

$(VENV)/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo "Kokong needs $(PYTHON); it was not found. Set PYTHON=… to name another."; exit 1; }
	@echo "Creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/libraries: requirements/build.txt requirements/run.txt | $(VENV)/bin/python
	@echo "Installing libraries (about a minute the first time)"
	@$(PIP) --require-hashes -r requirements/build.txt -r requirements/run.txt
	@touch $@

$(VENV)/run: $(VENV)/libraries pyproject.toml hatch_build.py $(FRONTEND) $(CATALOGUES)
	@echo "Building the front end"
	@$(PIP) --no-build-isolation --editable .
	@touch $@

$(VENV)/dev: $(VENV)/run requirements/dev.txt
	@echo "Installing tools for tests and checks"
	@$(PIP) --require-hashes -r requirements/dev.txt
	@touch $@

$(VENV)/peers/installed: requirements/peers.txt | $(VENV)/bin/python
	@echo "Installing what benchmarks compare with"
	@$(BIN)/python -m venv $(VENV)/peers
	@$(VENV)/peers/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $<
	@touch $@

$(VENV)/release/installed: requirements/build.txt requirements/release.txt | $(VENV)/bin/python
	@echo "Installing what makes a release"
	@$(BIN)/python -m venv $(VENV)/release
	@$(VENV)/release/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	  -r requirements/build.txt -r requirements/release.txt
	@touch $@
