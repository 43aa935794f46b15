#!/usr/bin/env bash
# Mends what uniffi writes, where no setting of it can: its machinery becomes internal, so that users see
# telnum's types alone; a known status prints its name. Ends with an error where uniffi writes otherwise.
set -euo pipefail
generated=$1

declaration='(open class|abstract class|class|data class|sealed class|enum class|interface|object|fun|suspend fun|inline fun|typealias)'

# Every declaration at the top becomes internal …
find "$generated" -name '*.kt' -exec sed -E -i \
  -e "s/^(public )?$declaration /internal \2 /" \
  -e '0,/^@file:Suppress\("NAME_SHADOWING"\)$/s//@file:Suppress("NAME_SHADOWING", "NO_EXPLICIT_VISIBILITY_IN_API_MODE", "NO_EXPLICIT_RETURN_TYPE_IN_API_MODE", "warnings")/' \
  -e 's/^    object ([A-Za-z]+) : (Idt[A-Za-z]+)\(\)$/    data object \1 : \2()/' {} +

# … but for records and enums of core and of the emulator, and the names of their fields' types.
for file in "$generated"/dev/telnum/telnum.kt "$generated"/dev/telnum/emulator/telnum_emulator.kt; do
  sed -E -i \
    -e 's/^internal (data class|sealed class|enum class) /public \1 /' \
    -e 's/^internal typealias (AttemptArguments|Decimal|Timestamp) /public typealias \1 /' "$file"
done

expect() {
  local found
  found=$(grep -rcE "$2" "$generated/$1" || true)
  if ((found != $3)); then
    printf 'error: uniffi writes otherwise than tidy-generated.sh expects: %s has %s lines like %s, not %s\n' \
      "$1" "$found" "$2" "$3" >&2
    exit 1
  fi
}
for file in dev/telnum/telnum.kt dev/telnum/emulator/telnum_emulator.kt dev/telnum/internal/telnum_uniffi.kt; do
  expect "$file" '^@file:Suppress\(.*"NO_EXPLICIT_VISIBILITY_IN_API_MODE"' 1
  expect "$file" '^internal open class RustBuffer ' 1
  expect "$file" '^(open|abstract|class|data|sealed|enum|interface|object|fun|suspend|inline|typealias) ' 0
  expect "$file" '^    object [A-Za-z]+ : Idt' 0
done
expect dev/telnum/internal/telnum_uniffi.kt '^public ' 0
