#!/usr/bin/env bash
# Mends what uniffi writes, where no setting of it can: its machinery becomes internal, so that users see
# telnum's types alone; a known status prints its name, and has its canonical text; records can be serialised.
# Ends with an error where uniffi writes otherwise.
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
    s/^    var status = UniffiRustCallStatus\(\)$/    dev.telnum.NativeLibrary.ensureLoaded()\n    return statuses.use { status ->\n        status.code = UNIFFI_CALL_SUCCESS/
    s/^    val return_value = (callback\(status\))$/        \1.also { uniffiCheckCallStatus(errorHandler, status) }\n    }/
    /^    (uniffiCheckCallStatus\(|return return_value$)/d
  }' {} +

# What is called of a closed client fails as all else does.
sed -E -i 's/throw IllegalStateException\("\$\{this\.javaClass\.simpleName\} object has already been destroyed"\)/throw dev.telnum.closed(this.javaClass.simpleName)/' \
  "$generated/dev/telnum/internal/telnum_uniffi.kt"

# A call takes what a request to DIDWW is made of, not the request.
requests=$(tail -n +2 "$here/requests.txt" | paste -sd '|')
sed -E -i "s/^public (data class ($requests|DidwwFieldset)|sealed class DidwwDidField) /internal \1 /" "$generated/dev/telnum/telnum.kt"

# A link steps back behind the object that it leads to: `didGroup` is the group, `didGroupLink` the link.
sed -E -i \
  -e 's/^(    val `[A-Za-z]+)`: DidwwLink$/\1Link`: DidwwLink/' \
  -e 's/(FfiConverterTypeDidwwLink\.[a-z]+\(value\.`[A-Za-z]+)`/\1Link`/I' \
  -e '/`: DidwwLinks$|FfiConverterTypeDidwwLinks\.[a-zA-Z]+\(value/ { s/ies`/y`/; s/s`/`/; s/`([A-Za-z]+)`/`\1Links`/ }' \
  "$generated/dev/telnum/telnum.kt"
awk -v JACKSON=com.fasterxml.jackson.annotation. '
  FNR == 1 { class = ""; file++ }
  file == 1 { if (NF == 3) text[$1, $2] = $3; sets[$1] = 1; next }
  FILENAME != ARGV[ARGC - 1] { if ($1 == "@") class = $2; else if (class != "") members[class] = members[class] $0 "\n"; next }
  # The link that is there: known by its id alone, with a place that is nobody else'"'"'s business.
  /^public sealed class DidwwLinks? / { link = $4; print; printf "%s", members[link]; next }
  /^}/ { link = ""; set = "" }
  # A set: the canonical text of each value, and the way back.
  (/^public sealed class / || /^public enum class /) && sets[$4] {
    set = $4
    known = $2 == "enum" ? "null where this version knows none" : "`Unknown` where this version knows none"
    doc = "    /** The canonical text, the same in every language: store that. */\n    @get:" JACKSON "JsonValue\n"
    if ($2 == "enum") print "public enum class " set "(\n" doc "    public val text: kotlin.String,\n) {"
    else print "public sealed class " set " {\n" doc "    public abstract val text: kotlin.String\n"
    back = $2 == "enum" ? "?" : ""
    of = "    public companion object {\n        /** The value of this canonical text; " known ". */\n"
    of = of "        @JvmStatic" (back ? "" : " @" JACKSON "JsonCreator(mode = " JACKSON "JsonCreator.Mode.DELEGATING)")
    of = of "\n        public fun of(text: kotlin.String): " set back " = when (text) {\n"
    next
  }
  set != "" && /^    [A-Z0-9_]+[,;]$/ {
    name = substr($1, 1, length($1) - 1)
    of = of "            \"" text[set, name] "\" -> " name "\n"
    print "    " name "(\"" text[set, name] "\")" substr($1, length($1))
    next
  }
  set != "" && /^    data object / {
    of = of "            \"" text[set, $3] "\" -> " $3 "\n"
    print $0 " {"
    print "        override val text: kotlin.String = \"" text[set, $3] "\"\n        private fun readResolve(): kotlin.Any = " $3 "\n    }"
    next
  }
  set != "" && /^        val `text`:/ { sub("val", "override val") }
  set != "" && /^    companion object$/ {
    print of "            else -> " (back ? "null" : "Unknown(text)") "\n        }\n    }"
    next
  }
  link != "" && /^    data class Present\($/ { print "    class Present internal constructor("; next }
  link != "" && /^        val `ids?`:/ { sub("val", "override val") }
  link != "" && /^        val `index(es)?`:/ { sub("val", "internal val") }
  /^public data class / { class = $4 }
  { print }
  /^\)\{$/ && class != "" { printf "%s", members[class]; class = "" }
' "$here/texts.txt" "$here/linked-members.txt" "$here/link-members.txt" "$generated/dev/telnum/telnum.kt" >"$generated/telnum.kt.new"
mv "$generated/telnum.kt.new" "$generated/dev/telnum/telnum.kt"

# Records can be serialised, and Jackson, where a program has it, writes what `toJson` does.
sed -E -i \
  -e 's/^\)\{$/) : java.io.Serializable {/' \
  -e 's/^((public|internal) sealed class [A-Za-z]+) *\{$/\1 : java.io.Serializable {/' \
  -e 's/^    data object ([A-Za-z]+) : [A-Za-z]+\(\)$/& {\n        private fun readResolve(): kotlin.Any = \1\n    }/' \
  -e 's/^(     \*\/) (fun `toJson`\(\))/\1\n    @com.fasterxml.jackson.annotation.JsonValue\n    @com.fasterxml.jackson.annotation.JsonRawValue\n    \2/' \
  "$generated/dev/telnum/telnum.kt" "$generated/dev/telnum/emulator/telnum_emulator.kt"

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
  expect "$file" '^    dev\.telnum\.NativeLibrary\.ensureLoaded\(\)$' 1
  expect "$file" '^(open|abstract|class|data|sealed|enum|interface|object|fun|suspend|inline|typealias) ' 0
  expect "$file" '^    object [A-Za-z0-9]+ : ' 0
done
expect dev/telnum/internal/telnum_uniffi.kt '^public ' 0
expect dev/telnum/telnum.kt '^    class Present internal constructor\($' 2
expect dev/telnum/telnum.kt '^    val `[A-Za-z]+`: DidwwLinks?$' "$(grep -cE '^    val `[A-Za-z]+Links?`: DidwwLinks?$' "$generated/dev/telnum/telnum.kt")"
expect dev/telnum/telnum.kt '\.lead\(included\.' "$(grep -c '\.lead(included\.' "$here/linked-members.txt")"
for file in dev/telnum/telnum.kt dev/telnum/emulator/telnum_emulator.kt; do
  expect "$file" '^    fun `toJson`\(\)' "$(grep -cF 'fun `toJson`()' "$generated/$file")"
done
