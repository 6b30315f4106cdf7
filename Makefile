# conflictdb: `make demo` to see it, `make test` to check it, `make help` for the rest.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# `make load PATH=folder` would hide the shell's own PATH from the recipes: take the argument, and give the old one back.
ifeq ($(origin PATH),command line)
ARTICLES := $(PATH)
PARENT_PATH := $(shell /usr/bin/tr '\0' '\n' 2>/dev/null </proc/$$PPID/environ | /usr/bin/sed -n 's/^PATH=//p')
override PATH := $(or $(PARENT_PATH),/opt/homebrew/bin:/usr/local/bin:/usr/bin:/bin)
endif
.DEFAULT_GOAL := help
.PHONY: help setup demo serve load test lint types check format migrate user score bench bench-reading clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-13s %s\n", $$1, $$2}'
	@echo "  PORT=8001 make demo serves on another port; DATABASE_URL=postgres://... uses a server of yours."

setup: ## the environment, from the lock file
	@$(PYTHON) scripts/setup.py

demo: setup ## set up, load the samples, answer the headline question, serve
	@$(MANAGE) demo --port $(PORT)

serve: setup ## serve the API and the admin on 127.0.0.1
	@$(MANAGE) serve --port $(PORT)

load: setup ## read articles: make load PATH=folder
	@$(if $(ARTICLES),,echo "say what to load: make load PATH=folder" >&2; exit 2;) $(MANAGE) load_reference --if-missing && $(MANAGE) load_articles "$(ARTICLES)"

migrate: setup ## bring the database's tables up to date
	@$(MANAGE) migrate

user: setup ## make a login for the admin
	@$(MANAGE) createsuperuser

lint: setup ## style, types and the import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy conflictdb loaders api scripts tests
	@$(BIN)/lint-imports

test: lint ## all checks and tests
	@$(MANAGE) makemigrations --check --dry-run
	@$(BIN)/pytest -q

format: setup ## let ruff tidy the code
	@$(BIN)/ruff check --fix -q .
	@$(BIN)/ruff format -q .

score: setup ## score the reading against gold, with all that was missed, false or mixed up: make score DIR=../shared/articles
	@$(if $(DIR),,echo "say what to score: make score DIR=folder" >&2; exit 2;) $(BIN)/python scripts/score_articles.py --verbose --confusion $(DIR)

bench-reading: setup ## measure what reading costs beside spaCy alone
	@$(BIN)/python scripts/bench_reading.py $(ARGS)

bench: setup ## measure the API beside hand-written SQL, over the database as it is (docs/performance.md)
	@$(BIN)/python scripts/bench.py $(ARGS)

clean: ## remove the environment and the embedded database
	@rm -rf .venv var
