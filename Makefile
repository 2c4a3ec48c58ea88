# Two commands matter: `make demo` and `make test`. The rest keeps the house in order.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' && { echo $$p; break; }; done)
BIN := .venv/bin
NODE := PATH="$$PWD/.venv/bin:$$PATH"
export OKENCE_VAR ?= $(CURDIR)/var

.PHONY: setup demo test check bench messages handbook lock requirements format

setup: .venv/.ready portal/static/built/.ready
	@$(BIN)/python -m languages.compile_catalogues

.venv/.ready: requirements/dev.txt
	@[ -n "$(PYTHON)" ] || { echo "Okence needs Python 3.11 or newer."; exit 1; }
	$(PYTHON) -m venv .venv && $(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.node: .venv/.ready requirements/node.txt
	@node --version 2>/dev/null | grep -Eq '^v(2[0-9]|[3-9][0-9])' && npm --version >/dev/null || $(BIN)/pip install -q --require-hashes -r requirements/node.txt
	@touch $@

portal/static/built/.ready: .venv/.node package-lock.json $(wildcard portal/styles/*.scss portal/styles/*/*.scss portal/static/portal/js/*.js)
	$(NODE) npm ci --silent && $(NODE) npm run --silent build
	@touch $@

demo: setup
	@$(BIN)/python -m portal.demo

test: setup
	@sh tests/machine/install.sh chromium kannel fonts pango
	@sh tests/machine/test.sh $(ARGS)

check: setup
	@sh tests/machine/install.sh gettext
	@sh tests/machine/check.sh

bench: setup
	@$(BIN)/python -m bench $(ARGS)

messages: setup
	@$(BIN)/python -m languages.make_messages

handbook: setup
	@sh tests/machine/install.sh chromium fonts
	@$(BIN)/python -m tests.handbook

requirements: setup
	@$(BIN)/python -m tests.requirements

format: setup
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

lock: .venv/.ready
	@for part in base dev node; do (cd requirements && ../$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header $$part.in -o $$part.txt); done
