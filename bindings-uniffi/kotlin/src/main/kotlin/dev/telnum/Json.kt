package dev.telnum

import java.math.BigDecimal
import java.math.BigInteger
import java.time.Instant
import java.time.temporal.ChronoUnit

/** What is JSON already. */
internal class WrittenJson(val text: String)

/** Writes the canonical JSON of records, the same in every language: nothing left out, amounts and times as text. */
internal class Json {
    private val text = StringBuilder()

    override fun toString(): String = text.toString()

    fun begin() {
        text.append('{')
    }

    fun end() {
        text.append('}')
    }

    fun put(name: String, value: Any?) {
        name(name)
        value(value)
    }

    /** A record, or what of it is there. */
    inline fun <T : Any> put(name: String, record: T?, write: (T) -> Unit) {
        name(name)
        if (record == null) text.append("null") else write(record)
    }

    inline fun <T> list(name: String, items: List<T>?, write: (T) -> Unit) {
        name(name)
        if (items == null) {
            text.append("null")
            return
        }
        text.append('[')
        for (item in items) {
            separate('[')
            write(item)
        }
        text.append(']')
    }

    /** What is a JSON object already. */
    fun raw(name: String, json: String) {
        name(name)
        text.append(json)
    }

    fun value(value: Any?) {
        when (value) {
            null, is Boolean, is Int, is Long, is BigInteger -> text.append(value)
            is Double -> number(value)
            is BigDecimal -> quoted(value.toPlainString())
            is Instant -> quoted(value.canonical())
            is String -> quoted(value)
            is WrittenJson -> text.append(value.text)
            is Map<*, *> -> members(value)
            is Iterable<*> -> items(value)
            else -> error("A ${value.javaClass.name} has no form in JSON.")
        }
    }

    private fun name(name: String) {
        separate('{')
        quoted(name)
        text.append(':')
    }

    private fun separate(first: Char) {
        if (text.last() != first) text.append(',')
    }

    private fun members(members: Map<*, *>) {
        begin()
        for ((name, value) in members) put(name as String, value)
        end()
    }

    private fun items(items: Iterable<*>) {
        text.append('[')
        for (item in items) {
            separate('[')
            value(item)
        }
        text.append(']')
    }

    private fun number(number: Double) {
        // JSON has no infinity: the greatest number there is says as much. What is no number is none there either.
        text.append(if (number.isNaN()) UNFIT else number.coerceIn(-Double.MAX_VALUE, Double.MAX_VALUE))
    }

    private fun quoted(value: String) {
        // Half a character would be sent as another one, so that it names something else.
        if (!value.isWhole()) {
            text.append(UNFIT)
            return
        }
        text.append('"')
        for (it in value) {
            when {
                it == '"' || it == '\\' -> text.append('\\').append(it)
                it < ' ' -> text.append(CONTROLS.getOrElse(it) { "\\u%04x".format(it.code) })
                else -> text.append(it)
            }
        }
        text.append('"')
    }
}

/** What no argument can be, so that the core refuses it and names the argument. */
private const val UNFIT = "[null]"

private val CONTROLS = mapOf('\n' to "\\n", '\r' to "\\r", '\t' to "\\t", '\b' to "\\b", '\u000c' to "\\f")

/** What this writes. */
internal inline fun jsonOf(write: (Json) -> Unit): String = Json().also(write).toString()

/** The arguments of a call, or the options of a client: those that are there. */
internal fun given(arguments: Array<out Pair<String, Any?>>): String =
    jsonOf { it.value(arguments.filter { (_, value) -> value != null }.toMap()) }

/** RFC 3339 in UTC, milliseconds only where there are some; beyond the years 0 to 9999, the nearest of them. */
private fun Instant.canonical(): String = coerceIn(FIRST, LAST).truncatedTo(ChronoUnit.MILLIS).toString()

private val FIRST = Instant.parse("0000-01-01T00:00:00Z")
private val LAST = Instant.parse("9999-12-31T23:59:59.999Z")

/** Whether each half of a character has its other half. */
internal fun String.isWhole(): Boolean {
    var place = 0
    while (place < length) {
        val it = this[place++]
        if (!it.isSurrogate()) continue
        if (it.isLowSurrogate() || place == length || !this[place++].isLowSurrogate()) return false
    }
    return true
}
