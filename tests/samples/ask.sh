#!/usr/bin/env bash
# One call as the carrier's page shows it for curl: ask.sh BASE_URL METHOD TARGET [BODY]
set -euo pipefail
if (($# == 4)); then
  curl --silent -X "$2" "$1$3" -H "x-api-key: emulator-key" -H "x-api-secret: emulator-secret" \
    -H 'Content-Type: application/json; charset=utf-8' -d "$4"
else
  curl --silent -X "$2" -H "x-api-key: emulator-key" -H "x-api-secret: emulator-secret" "$1$3"
fi
