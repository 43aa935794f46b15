import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.contentOrNull

/** Where [found] is not [wanted]; null where it is. [partly]: objects may have more members. */
fun difference(wanted: JsonElement, found: JsonElement, partly: Boolean, path: String = ""): String? {
    if (wanted is JsonObject && found is JsonObject) {
        for ((name, value) in wanted) {
            val member = found[name] ?: return "$path/$name is missing"
            difference(value, member, partly, "$path/$name")?.let { return it }
        }
        val extra = found.keys.firstOrNull { !partly && it !in wanted } ?: return null
        return "$path/$extra is too much"
    }
    if (wanted is JsonArray && found is JsonArray && wanted.size == found.size) {
        return wanted.indices.firstNotNullOfOrNull { difference(wanted[it], found[it], partly, "$path/$it") }
    }
    if (wanted == found || sameNumber(wanted, found)) return null
    return "${path.ifEmpty { "it" }} is $found, not $wanted"
}

private fun sameNumber(one: JsonElement, other: JsonElement): Boolean {
    if (one !is JsonPrimitive || other !is JsonPrimitive || one.isString || other.isString) return false
    val number = one.contentOrNull?.toBigDecimalOrNull() ?: return false
    return other.contentOrNull?.toBigDecimalOrNull()?.compareTo(number) == 0
}

fun json(text: String): JsonElement = Json.parseToJsonElement(text)

val JsonElement.text: String get() = (this as JsonPrimitive).content

fun JsonElement?.texts(): List<String> = (this as JsonArray?).orEmpty().map { it.text }
