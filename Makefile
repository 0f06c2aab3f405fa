# Every target does its own set-up. Nothing is asked of you; a second run changes nothing.

# The first Python on this machine that is new enough; scripts/set_up.py refuses an older one by name.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)
ifeq ($(strip $(PYTHON)),)
PYTHON := python3
endif
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help demo test check bench screenshots messages docs setup setup-core

help: ## Show this list
	@$(PYTHON) scripts/show_targets.py Makefile

demo: setup-core ## Start the synthetic clinic and print one sign-in link per role (ARGS="--patients 40 --port 8000")
	@$(BIN)/glidepath demo $(ARGS)

test: setup ## Run every test: clinical core, product on SQLite and on PostgreSQL, journeys in a browser
	@$(BIN)/python scripts/run_tests.py $(ARGS)

check: setup ## Run every check of the house: style, types, imports, migrations, words, file sizes
	@$(BIN)/python scripts/check.py $(ARGS)

bench: setup ## Measure plans, MME, check-ins and the team board; bring docs/explanation/benchmarks.md up to date (ARGS="long")
	@$(BIN)/python -m bench $(ARGS)

screenshots: setup ## Draw the pictures of docs/images from a running synthetic clinic
	@$(BIN)/python scripts/make_screenshots.py $(ARGS)

messages: setup ## Bring the English and Spanish texts up to the code, and compile them
	@$(BIN)/python scripts/messages.py

docs: setup ## Write the generated pages of docs/reference: limits, scales, rules, sources
	@$(BIN)/python scripts/write_reference.py $(ARGS)

setup: ## Make .venv with everything that tests and checks need
	@$(PYTHON) scripts/set_up.py test

setup-core: ## Make .venv with what the product itself needs
	@$(PYTHON) scripts/set_up.py core
