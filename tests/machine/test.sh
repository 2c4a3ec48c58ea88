#!/bin/sh
# Every test, in two runs side by side that take about as long: one has the journeys, which wait for
# other processes, and most of the pages; the other has the rest. With arguments, one run of just those.
set -u
export DJANGO_SETTINGS_MODULE=portal.settings.test
if [ $# -gt 0 ]; then
  exec .venv/bin/python -m pytest -q "$@"
fi

mkdir -p "$OKENCE_VAR"
log="$OKENCE_VAR/test-portal.log"
# A data folder of its own: another database server, another test database.
OKENCE_VAR="$OKENCE_VAR/test-portal" .venv/bin/python -m pytest -q \
  tests/portal tests/e2e tests/cms_pages/test_[!n]*.py >"$log" 2>&1 &
portal=$!
trap 'kill "$portal" 2>/dev/null' INT TERM
.venv/bin/python -m pytest -q --ignore tests/portal --ignore tests/e2e \
  --ignore-glob "tests/cms_pages/test_[!n]*.py"
rest=$?
wait "$portal"
journeys=$?
cat "$log"
[ "$rest" = 0 ] && [ "$journeys" = 0 ]
