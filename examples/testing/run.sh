#!/usr/bin/env bash
# Starts a simulated instance on a free port, runs the tests of this module against it, and stops it again.
# SIMULATOR names another servicenow-simulator, TERRAFORM another terraform: a path from where it is called, or a command.
set -euo pipefail

from_here() {
  case $1 in
    /*) echo "$1" ;;
    */*) echo "$PWD/$1" ;;
    *) echo "$1" ;;
  esac
}
simulator=$(from_here "${SIMULATOR:-servicenow-simulator}")
terraform=$(from_here "${TERRAFORM:-terraform}")
cd "$(dirname "$0")"

answers=$(mktemp -d)
mkfifo "$answers/url"
"$simulator" --listen 127.0.0.1:0 --seed customer >"$answers/url" &
instance=$!
trap 'kill "$instance" 2>/dev/null; rm -r "$answers"' EXIT
exec 3<"$answers/url"
read -r SERVICENOW_INSTANCE_URL <&3

export SERVICENOW_INSTANCE_URL SERVICENOW_USERNAME=admin SERVICENOW_PASSWORD=admin
"$terraform" init -input=false -no-color
"$terraform" test -no-color
