#!/bin/sh
# Runs once, when the database's folder is new: the portal's role is no superuser.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$OKENCE_DATABASE_PASSWORD" --username "${POSTGRES_USER:-postgres}" <<'SQL'
CREATE ROLE okence LOGIN PASSWORD :'password';
CREATE DATABASE okence OWNER okence;
SQL
