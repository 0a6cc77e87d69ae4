# Two commands are the whole set-up: `make demo` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
unexport PYTHONDONTWRITEBYTECODE # kept bytecode halves the start of every command
.PHONY: gazetteer help demo test test-deep conformance check client bench models evaluate docs web lock clean dev

PY := .venv/bin/python
NOT_DEEP := not deep
WORKERS ?= 2

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## set up, take in the samples, show what became of them, serve (SERVE=0: without the server)
	@scripts/setup-python.sh runtime
	@scripts/setup-system.sh demo
	@$(PY) scripts/build_gazetteer.py
	@if [ "$${SERVE:-1}" != 0 ]; then scripts/build-web.sh; fi
	@$(PY) scripts/demo.py

dev: ## set up what tests, checks and docs need
	@scripts/setup-python.sh dev & python=$$!; scripts/setup-system.sh test; wait $$python
	@scripts/setup-peers.sh & peers=$$!; $(PY) scripts/build_gazetteer.py; wait $$peers

check: dev ## style, types, and who may import whom
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports

gazetteer: ## compile the gazetteer of places if it is older than its sources
	@[ -x $(PY) ] || scripts/setup-python.sh runtime
	@$(PY) scripts/build_gazetteer.py

web: ## build the web client if it is older than its sources
	@scripts/setup-python.sh runtime
	@scripts/build-web.sh

docs: dev ## build the documentation into site/
	.venv/bin/zensical build --clean --strict

client: web ## style, types and tests of the web client
	@scripts/build-web.sh npm run lint
	@scripts/build-web.sh npm test

test: dev ## everything: checks, client, docs, tests
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target check client docs
	$(PY) -m pytest -n $(WORKERS) --dist worksteal --durations=25 -m "$(NOT_DEEP)"

test-deep: dev web ## the tests, with the long ones
	$(PY) -m pytest -n $(WORKERS) --dist worksteal --durations=25

conformance: dev ## the public suites of every format and protocol, each with what passes of it
	$(PY) -m pytest -n $(WORKERS) tests/conformance

bench: dev ## measure against the named peers and write docs/explanation/benchmarks.md
	@$(PY) bench/publish.py run

models: dev ## train the models that may not be passed on, on data of this machine, into models/
	@$(PY) scripts/models.py

evaluate: dev ## precision, recall and F1 of every step of analysis, without and with local models
	@$(PY) bench/evaluation.py --models models

lock: ## pin anew: make lock BEFORE=2026-11-14 takes nothing younger than that day
	@scripts/lock.sh "$(BEFORE)"

clean: ## remove everything that the other targets made
	rm -rf .venv .venv-node .venv-lock .venv-peers site dist .pytest_cache .mypy_cache .ruff_cache .hypothesis \
	  .import_linter_cache webclient/node_modules src/amana/interface/web/assets \
	  src/amana/analysis/places/data/gazetteer.sqlite src/amana/analysis/places/.gazetteer
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
