package dev.telnum

import java.math.BigDecimal
import java.time.DateTimeException
import java.time.Instant

/**
 * A value in canonical JSON, which records are read from: maps, lists, texts, numbers, as Jackson makes them of JSON,
 * and [JsonParser] too. The readers in `JsonReaders.kt` are generated.
 */
internal class JsonMember(
    private val value: Any?,
    private val name: String = "",
    private val parent: JsonMember? = null,
) {
    /** A member that every such record has. Members that no reader asks for are ignored. */
    inline fun <T> member(name: String, read: JsonMember.() -> T): T =
        (orNull(name) ?: throw missing(pathTo(name))).read()

    inline fun <T> memberOrNull(name: String, read: JsonMember.() -> T): T? = orNull(name)?.read()

    inline fun <T> list(read: JsonMember.() -> T): List<T> {
        val items = value as? List<*> ?: throw wrong("a list")
        return items.mapIndexed { place, item -> JsonMember(item, "$place", this).read() }
    }

    fun text(): String = value as? String ?: throw wrong("a string")

    // By its text, since a reader of JSON may have been told to make any kind of number of it.
    fun int(): Int = (value as? Number)?.toString()?.toIntOrNull() ?: throw wrong("a whole number")

    fun double(): Double = (value as? Number)?.toDouble() ?: throw wrong("a number")

    fun flag(): Boolean = value as? Boolean ?: throw wrong("true or false")

    fun amount(): BigDecimal = text().toBigDecimalOrNull() ?: throw wrong("an amount, such as \"5.00\"")

    fun moment(): Instant = try {
        Instant.parse(text())
    } catch (_: DateTimeException) {
        throw wrong("a time, such as \"2020-06-26T11:01:16Z\"")
    }

    /** A name of a set that only telnum extends. */
    fun <T : Any> known(value: T?): T = value ?: throw wrong("a value that this version knows")

    /** Where it is missing, the JSON does not say. */
    fun link(name: String): DidwwLink = when (val link = members().getOrDefault(name, NOT_LOADED)) {
        null -> DidwwLink.Empty
        NOT_LOADED -> DidwwLink.NotLoaded
        else -> JsonMember(link, name, this).target()
    }

    fun links(name: String): DidwwLinks = when (val links = members().getOrDefault(name, NOT_LOADED)) {
        NOT_LOADED -> DidwwLinks.NotLoaded
        else -> DidwwLinks.Present(JsonMember(links, name, this).list { target() })
    }

    /** One end of a link. */
    fun target(): DidwwLink.Present = DidwwLink.Present(member("id") { text() }, BY_ID)

    /** The same as text. */
    fun json(): String = jsonOf { it.value(members()) }

    private fun members(): Map<*, *> = value as? Map<*, *> ?: throw wrong("an object")

    private fun orNull(name: String): JsonMember? = members()[name]?.let { JsonMember(it, name, this) }

    private fun pathTo(name: String): String = if (path().isEmpty()) name else "${path()}.$name"

    private fun path(): String = parent?.pathTo(name) ?: name

    private fun missing(path: String): TelnumException = jsonRefused("`$path` is missing", path)

    private fun wrong(wanted: String): TelnumException {
        val path = path().ifEmpty { null }
        return jsonRefused("${path?.let { "`$it`" } ?: "it"} is not $wanted", path)
    }
}

/** What is said of JSON that no record can be read from. */
internal fun jsonRefused(rule: String, field: String? = null): TelnumException {
    val detail = ErrorDetail(ErrorOrigin.LOCAL, null, null, rule, field, null, null)
    val error = localError(ErrorKind.INVALID_INPUT, "The JSON cannot be read: $rule.")
    return TelnumException.InvalidInput(error.copy(details = listOf(detail)))
}
