#!/usr/bin/env bash
# Starts a simulated instance on a free port, runs the tests of this module against it, and stops it again.
# SIMULATOR names another servicenow-simulator, TERRAFORM another terraform.
set -euo pipefail
cd "$(dirname "$0")"

answers=$(mktemp -d)
mkfifo "$answers/url"
"${SIMULATOR:-servicenow-simulator}" --listen 127.0.0.1:0 --seed customer >"$answers/url" &
simulator=$!
trap 'kill "$simulator" 2>/dev/null; rm -r "$answers"' EXIT
exec 3<"$answers/url"
read -r SERVICENOW_INSTANCE_URL <&3

export SERVICENOW_INSTANCE_URL SERVICENOW_USERNAME=admin SERVICENOW_PASSWORD=admin
terraform=${TERRAFORM:-terraform}
"$terraform" init -input=false -no-color
"$terraform" test -no-color
