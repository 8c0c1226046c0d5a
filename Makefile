# What can be done here: `make help`.
.DEFAULT_GOAL := help
.PHONY: help run test lint types format docs messages clean

BIN := .venv/bin
CODE := changren tests scripts benchmarks
ENGINES := --dist each --tx popen//env:DB=sqlite//env:PART=rooms --tx popen//env:DB=sqlite//env:PART=house \
	--tx popen//env:DB=postgres --tx popen//env:DB=partitioned
PROVEN := */acts.py,*/acts/*.py,*/guards.py,*/guards/*.py,*/queries.py,*/queries/*.py

help: ## This list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

run: ## Serve the example district (ARGS="--port 8080" for another port)
	@scripts/setup run
	@$(BIN)/changren run --example $(ARGS)

test: ## Everything that must hold: lint, types, all tests on three databases, coverage
	@scripts/setup dev
	@$(MAKE) --no-print-directory lint types
	$(BIN)/pytest $(ENGINES) --cov --cov-report= $(ARGS)
	@$(BIN)/coverage report --include='$(PROVEN)' --fail-under=95

lint: ## Style, and who may import whom
	$(BIN)/ruff check $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/lint-imports --no-cache

types: ## Types, strictly
	$(BIN)/mypy

format: ## Put the code into shape
	$(BIN)/ruff check --fix $(CODE)
	$(BIN)/ruff format $(CODE)

docs: ## Write the generated pages of docs/ again
	$(BIN)/python -m changren.site.docs

messages: ## Collect what is to be translated, and compile the translations
	$(BIN)/python scripts/messages.py

clean: ## Throw away .venv and what tools left behind; var/ stays, it holds data
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
