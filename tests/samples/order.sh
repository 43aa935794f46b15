#!/usr/bin/env bash
# The URL that DialogTech's page builds in PHP, sent by the same curl that PHP uses; the page's own
# sample for curl is empty: order.sh BASE_URL TYPE SEARCH QUANTITY FILL_QUANTITY
set -euo pipefail
curl --silent "$1/ibp_api.php?&action=numbers.order&access_key=emulator-key&secret_access_key=emulator-secret&type=$2&search=$3&quantity=$4&fill_quantity=$5"
