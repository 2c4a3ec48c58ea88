#!/bin/sh
# Every test, in one process more than there are processors: the journeys wait for other processes
# most of the time. How the tests are shared out: tests/work_list.py. With arguments, one process
# that runs just those.
set -u
# Kept bytecode halves the time each process needs to read the tests.
unset PYTHONDONTWRITEBYTECODE
export DJANGO_SETTINGS_MODULE=portal.settings.test
if [ $# -gt 0 ]; then
  exec .venv/bin/python -m pytest -q "$@"
fi
exec .venv/bin/python -m pytest -q -n "$(($(getconf _NPROCESSORS_ONLN) + 1))"
