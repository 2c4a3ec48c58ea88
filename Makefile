SHELL := /bin/sh
PY := .venv/bin/python
lock = $(PY) -m uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header

lock:
	cd requirements && for part in base dev; do ../.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header $$part.in -o $$part.txt; done
