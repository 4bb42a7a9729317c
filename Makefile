# make run    the shop, on http://127.0.0.1:8000 (HOST and PORT change that)
# make test   everything that the tests need, then all checks and tests

.DEFAULT_GOAL := help
PYTHON_IN := .venv/bin/python

.PHONY: help run install install-dev machine test format lint types templates translations \
	migrations tests fmt translations-update lock bench bench-sheets bench-rush slow-photos booth-sales wheel clean

help:
	@sed -n 's/^# //p' Makefile

install:
	@sh tools/environment.sh requirements/run.txt

install-dev:
	@sh tools/environment.sh requirements/dev.txt

machine:
	@sh tools/machine.sh

# The server ends with make, however make ends.
run: install
	@exec $(PYTHON_IN) -m storefront.server --stop-with $$PPID

# One step after the other, also under make -j: the last lines are pytest's.
test: install-dev machine
	@$(MAKE) --no-print-directory format
	@$(MAKE) --no-print-directory lint
	@$(MAKE) --no-print-directory types
	@$(MAKE) --no-print-directory templates
	@$(MAKE) --no-print-directory translations
	@$(MAKE) --no-print-directory tests

format: install-dev
	$(PYTHON_IN) -m ruff format --check .

lint: install-dev
	$(PYTHON_IN) -m ruff check .
	$(PYTHON_IN) -m deptry .
	$(PYTHON_IN) -m vulture

types: install-dev
	$(PYTHON_IN) -m mypy

templates: install-dev
	$(PYTHON_IN) -m djlint --quiet --lint storefront/templates

translations: install-dev
	$(PYTHON_IN) -m tools.check_translations

migrations: install-dev machine
	$(PYTHON_IN) -m pytest tests/test_migrations.py

tests: install-dev machine
	$(PYTHON_IN) -m pytest -n auto

fmt: install-dev
	$(PYTHON_IN) -m ruff check --fix .
	$(PYTHON_IN) -m ruff format .

# make translations-update FILES="more.json" also takes translations in.
translations-update: install-dev
	$(PYTHON_IN) -m tools.update_translations $(FILES)

# The newest versions that pyproject.toml allows, with hashes and without addresses.
lock:
	@sh tools/lock.sh

# make bench BENCH="--rounds 3" hands options on.
bench:
	@sh tools/environment.sh requirements/run.txt .venv-bench
	@sh tools/environment.sh requirements/bench.txt .venv-bench
	.venv-bench/bin/python -m bench.servers $(BENCH)

# A spreadsheet of 2,000 rows previewed and imported: make bench-sheets BENCH="--format csv"
bench-sheets: install
	$(PYTHON_IN) -m bench.sheets $(BENCH)

# Five hundred visitors at one booth's page at once, while orders go on.
bench-rush: install
	$(PYTHON_IN) -m bench.rush $(BENCH)

# Ten photos of 8 MB over the line of a phone far from any mast: a quarter of an hour.
slow-photos: install-dev machine
	PHOTO_LINE=120000 $(PYTHON_IN) -m pytest tests/journeys/test_photos.py -k ten_large

# Two hundred sales on two phones whose network comes and goes: BOOTH_SEED tries another day.
booth-sales: install-dev machine
	BOOTH_SALES=200 $(PYTHON_IN) -m pytest tests/journeys/test_quick_sale.py -k two_phones

wheel: install-dev
	$(PYTHON_IN) -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf .venv .venv-bench .venv-lock build dist .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find translations -name '*.mo' -delete
