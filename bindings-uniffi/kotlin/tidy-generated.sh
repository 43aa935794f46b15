#!/usr/bin/env bash
# Hides what uniffi writes, which has no setting for it: users see telnum's types alone. Ends with an error where
# uniffi writes otherwise.
set -euo pipefail
generated=$1/dev/telnum/internal/telnum_uniffi.kt
declaration='(open class|abstract class|class|data class|sealed class|enum class|interface|object|fun|suspend fun|inline fun|typealias)'

sed -E -i \
  -e "s/^(public )?$declaration /internal \2 /" \
  -e '0,/^@file:Suppress\("NAME_SHADOWING"\)$/s//@file:Suppress("NAME_SHADOWING", "NO_EXPLICIT_VISIBILITY_IN_API_MODE", "NO_EXPLICIT_RETURN_TYPE_IN_API_MODE", "warnings")/' \
  "$generated"

if grep -qE '^(public |open |abstract |class |data |sealed |enum |interface |object |fun |suspend |inline |typealias )' "$generated" ||
  ! grep -q '"NO_EXPLICIT_VISIBILITY_IN_API_MODE"' "$generated"; then
  echo "error: uniffi writes otherwise than tidy-generated.sh expects" >&2
  exit 1
fi
