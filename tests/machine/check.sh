#!/bin/sh
# Formatting, lint, types, import contracts, migrations, messages: everything that is not a test.
set -eu
export DJANGO_SETTINGS_MODULE=portal.settings.test
bin=.venv/bin

# Types take as long as all the rest: beside it.
types=$(mktemp)
$bin/mypy languages database calendars printing linked_data privacy accounts messaging waiting_list questionnaires booking programme training learning_cluster api cms_pages portal >"$types" 2>&1 &
typing=$!
trap 'kill "$typing" 2>/dev/null || true; rm -f "$types"' EXIT

echo "format and lint"
$bin/ruff format --check --quiet .
$bin/ruff check --quiet .
$bin/djlint --lint --quiet portal accounts booking programme training learning_cluster cms_pages
echo "import contracts"
$bin/lint-imports --config pyproject.toml
echo "migrations"
$bin/python manage.py makemigrations --check --dry-run
echo "messages"
$bin/python -m languages.make_messages --check
echo "types"
wait "$typing" && passed=0 || passed=$?
cat "$types"
exit "$passed"
