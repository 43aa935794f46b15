#!/usr/bin/env bash
# Mends what uniffi writes, where no setting of it can: its machinery becomes internal, so that users see
# telnum's types alone; a known status prints its name. Ends with an error where uniffi writes otherwise.
# shellcheck disable=SC2016 # the backquotes are Kotlin's
set -euo pipefail
generated=$1
here=$(dirname "${BASH_SOURCE[0]}")

declaration='(open class|abstract class|class|data class|sealed class|enum class|interface|object|fun|suspend fun|inline fun|typealias)'

# Every declaration at the top becomes internal …
find "$generated" -name '*.kt' -exec sed -E -i \
  -e "s/^(public )?$declaration /internal \2 /" \
  -e '0,/^@file:Suppress\("NAME_SHADOWING"\)$/s//@file:Suppress("NAME_SHADOWING", "NO_EXPLICIT_VISIBILITY_IN_API_MODE", "NO_EXPLICIT_RETURN_TYPE_IN_API_MODE", "warnings")/' \
  -e 's/^    object ([A-Za-z0-9]+) : ((Idt|DialogTech|Didww)[A-Za-z]+)\(\)$/    data object \1 : \2()/' {} +

# … but for records and enums of core and of the emulator, and the names of their fields' types.
for file in "$generated"/dev/telnum/telnum.kt "$generated"/dev/telnum/emulator/telnum_emulator.kt; do
  sed -E -i \
    -e 's/^internal (data class|sealed class|enum class) /public \1 /' \
    -e 's/^internal typealias (AttemptArguments|Decimal|Timestamp) /public typealias \1 /' "$file"
done

# Where a call's status is written is a JNA structure, which takes longer to make and to free than most calls
# take: it serves one call after another.
find "$generated" -name '*.kt' -exec sed -E -i \
  -e '/^private inline fun <U, E: kotlin.Exception> uniffiRustCallWithError\(/,/^}/ {
    s/^private inline fun/private val statuses = dev.telnum.Spare { UniffiRustCallStatus() }\n\n&/
    s/^    var status = UniffiRustCallStatus\(\)$/    return statuses.use { status ->\n        status.code = UNIFFI_CALL_SUCCESS/
    s/^    val return_value = (callback\(status\))$/        \1.also { uniffiCheckCallStatus(errorHandler, status) }\n    }/
    /^    (uniffiCheckCallStatus\(|return return_value$)/d
  }' {} +

# A call takes what a request to DIDWW is made of, not the request.
sed -E -i 's/^public (data class (ListDids|DidwwFieldset)|sealed class DidwwDidField) /internal \1 /' "$generated/dev/telnum/telnum.kt"

# A link steps back behind the object that it leads to: `didGroup` is the group, `didGroupLink` the link.
sed -E -i \
  -e 's/^(    val `[A-Za-z]+)`: DidwwLink$/\1Link`: DidwwLink/' \
  -e 's/(FfiConverterTypeDidwwLink\.[a-z]+\(value\.`[A-Za-z]+)`/\1Link`/I' \
  -e '/`: DidwwLinks$|FfiConverterTypeDidwwLinks\.[a-zA-Z]+\(value/ { s/ies`/y`/; s/s`/`/; s/`([A-Za-z]+)`/`\1Links`/ }' \
  "$generated/dev/telnum/telnum.kt"
awk '
  FNR == 1 { class = "" }
  FILENAME != ARGV[ARGC - 1] { if ($1 == "@") class = $2; else if (class != "") members[class] = members[class] $0 "\n"; next }
  # The link that is there: known by its id alone, with a place that is nobody else'"'"'s business.
  /^public sealed class DidwwLinks? / { link = $4; print; printf "%s", members[link]; next }
  /^}/ { link = "" }
  link != "" && /^    data class Present\($/ { print "    class Present internal constructor("; next }
  link != "" && /^        val `ids?`:/ { sub("val", "override val") }
  link != "" && /^        val `index(es)?`:/ { sub("val", "internal val") }
  /^public data class / { class = $4 }
  { print }
  /^\)\{$/ && class != "" { printf "%s", members[class]; class = "" }
' "$here/linked-members.txt" "$here/link-members.txt" "$generated/dev/telnum/telnum.kt" >"$generated/telnum.kt.new"
mv "$generated/telnum.kt.new" "$generated/dev/telnum/telnum.kt"

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
  expect "$file" '^private val statuses = ' 1
  expect "$file" '^    return statuses\.use |^        callback\(status\)\.also ' 2
  expect "$file" '= UniffiRustCallStatus\(\)$' 0
  expect "$file" '^(open|abstract|class|data|sealed|enum|interface|object|fun|suspend|inline|typealias) ' 0
  expect "$file" '^    object [A-Za-z0-9]+ : ' 0
done
expect dev/telnum/internal/telnum_uniffi.kt '^public ' 0
expect dev/telnum/telnum.kt '^    class Present internal constructor\($' 2
expect dev/telnum/telnum.kt '^    val `[A-Za-z]+`: DidwwLinks?$' "$(grep -cE '^    val `[A-Za-z]+Links?`: DidwwLinks?$' "$generated/dev/telnum/telnum.kt")"
expect dev/telnum/telnum.kt '\.lead\(included\.' "$(grep -c '\.lead(included\.' "$here/linked-members.txt")"
