#!/usr/bin/env bash
# The call of DIDWW's page for curl: dids.sh BASE_URL
set -euo pipefail
curl --silent -i -X GET "$1/v3/dids" -H "Accept: application/vnd.api+json" -H "Api-Key: emulator-key" -H "Content-Type: application/vnd.api+json"
