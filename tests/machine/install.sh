#!/bin/sh
# Find what the tests need of the machine, or install it as root on Debian, or name the one command.
set -eu

missing=""
for need in "$@"; do
  case $need in
    chromium) command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
      command -v google-chrome >/dev/null || missing="$missing chromium" ;;
    kannel) [ -x /usr/sbin/bearerbox ] || missing="$missing kannel kannel-extras" ;;
    pango) ldconfig -p | grep -q libpangoft2-1.0 && ldconfig -p | grep -q libharfbuzz-subset ||
      missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0" ;;
    gettext) command -v xgettext >/dev/null || missing="$missing gettext" ;;
    fonts) fc-list 2>/dev/null | grep -qi "noto sans" || missing="$missing fonts-noto-core" ;;
  esac
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # shellcheck disable=SC2086 # a list of packages
  apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
  echo "The tests need$missing. On Debian or Ubuntu: sudo apt-get install$missing"
  exit 1
fi
