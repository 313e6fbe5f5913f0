# Reception. `make run` starts it on a fresh machine; `make` alone lists the rest.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
.NOTPARALLEL:

bin := .venv/bin
pip := $(bin)/python -m pip install --quiet --quiet --disable-pip-version-check --no-warn-script-location
translations := reception/translations
catalogues := $(patsubst %.po,%.mo,$(wildcard $(translations)/*/LC_MESSAGES/*.po))

processors := $(shell nproc 2>/dev/null || echo 2)
# One more than there are processors: many tests wait for a worker that is killed, a browser, a clock.
WORKERS ?= $(shell expr $(processors) + 1)
ARGS ?=

.PHONY: help run install test test-sqlite test-postgresql bench lint messages migration clean

help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 24

run: .venv/.runtime $(catalogues) ## Start the web server, the worker and the demo's mail catcher (PORT=… chooses the port)
	@exec $(bin)/reception run

install: .venv/.runtime $(catalogues) ## Install all that a real installation needs into .venv, PostgreSQL's driver and gunicorn too
	@$(pip) --editable '.[production,postgresql]'

# Both at once: each waits for clocks, servers and browsers while the other works.
test: .venv/.test $(catalogues) ## Run every test, on SQLite and on PostgreSQL (ARGS="…" goes to pytest)
	@sh tools/system-packages.sh chromium-headless-shell dovecot-imapd postgresql
	@$(bin)/python tools/at_once.py "$(MAKE) test-sqlite" "$(MAKE) test-postgresql WORKERS=$(processors)"

test-sqlite: .venv/.test $(catalogues) ## Run every test on SQLite, those in the browser too
	@sh tools/system-packages.sh chromium-headless-shell dovecot-imapd
	@$(bin)/pytest --numprocesses=$(WORKERS) --dist=worksteal --quiet --database=sqlite $(ARGS)

test-postgresql: .venv/.test $(catalogues) ## Run every test but those in the browser on PostgreSQL
	@sh tools/system-packages.sh postgresql
	@$(bin)/pytest --numprocesses=$(WORKERS) --dist=worksteal --quiet --database=postgresql --ignore=tests/browser $(ARGS)

bench: .venv/.runtime $(catalogues) ## Measure pages, import, index and memory
	@exec $(bin)/python -m bench

lint: .venv/.lint ## Read the code with ruff
	@$(bin)/ruff check --quiet .

messages: .venv/.runtime ## Bring the catalogues up to date with the texts in code and templates
	@$(bin)/python tools/messages.py

migration: .venv/.runtime ## Write the migration that follows from the models (m="what changes")
	@test -n "$(m)" || { echo 'Say what changes: make migration m="add a colour to topics"'; exit 2; }
	@$(bin)/flask --app wsgi db migrate --message "$(m)" \
	    --rev-id $$(printf %04d $$(($$(ls migrations/versions/[0-9]*.py | wc -l) + 1)))

clean: ## Remove what was installed or compiled here; the database and the index stay
	@rm -rf .venv build .pytest_cache .ruff_cache .hypothesis test-results *.egg-info $(translations)/*/LC_MESSAGES/*.mo
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp says what the environment holds; setup.cfg decides when it is out of date.
.venv/.runtime: setup.cfg pyproject.toml
	@sh tools/make-venv.sh .venv
	@echo "Installing what Reception needs into .venv"
	@$(pip) --editable .
	@touch $@

.venv/.test .venv/.lint: .venv/.%: .venv/.runtime
	@echo "Installing what $* needs into .venv"
	@$(pip) --editable '.[$*]'
	@touch $@

$(catalogues): %.mo: %.po | .venv/.runtime
	@$(bin)/pybabel --quiet compile --input-file=$< --output-file=$@
