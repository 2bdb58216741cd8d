# Tanya KSD. `make` alone tells what can be made.
SHELL := /bin/bash
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
HUSH := --quiet --quiet

.DEFAULT_GOAL := help
.PHONY: help run test lint format bench bench-more bench-ingest bench-mapping lock clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.runtime  ## set everything up and serve the page on http://127.0.0.1:7860
	$(BIN)/python app.py

test: $(VENV)/.dev  ## set everything up and run the tests (more options: make test ARGS="-k sitasi")
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/.dev  ## ruff, its formatter, and mypy --strict
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev  ## let ruff order imports and lay out the code
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

bench: $(VENV)/.dev  ## measure the answers on the real regulations in ../shared beside a plain recipe
	$(BIN)/python -m eval $(ARGS)

bench-more: $(VENV)/.dev  ## the same over further documents: without a digest, matrices, relations
	$(BIN)/python -m eval --set more $(ARGS)

bench-ingest: $(VENV)/.dev  ## measure what is understood of the documents in ../shared beside plain ways
	$(BIN)/python -m eval.ingest $(ARGS)

bench-mapping: $(VENV)/.dev  ## measure how mappings are read and questions over their rows answered
	$(BIN)/python -m eval.mapping $(ARGS)

lock:  ## choose the newest allowed versions anew and write both lock files (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --upgrade --quiet \
	  --custom-compile-command "make lock" pyproject.toml --output-file requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --upgrade --quiet \
	  --custom-compile-command "make lock" pyproject.toml --extra dev --extra models --constraints requirements.lock \
	  --output-file requirements-dev.lock

clean:  ## remove the environment and all caches; the library in data/ stays
	rm -rf .venv* build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage htmlcov
	find . -name __pycache__ -type d -not -path './data/*' -prune -exec rm -rf {} +

# The stamps: a second run finds them newer than the lock files and installs nothing.
$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tanya KSD needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what requirements.lock names; the first time this takes a minute or two."
	$(PIP) install $(HUSH) --require-hashes --requirement requirements.lock
	$(PIP) install $(HUSH) --no-deps --editable .
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing what tests and checks need."
	$(PIP) install $(HUSH) --require-hashes --requirement requirements-dev.lock
	touch $@
