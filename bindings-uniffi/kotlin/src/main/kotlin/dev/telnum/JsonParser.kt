package dev.telnum

/** What a record is read from. */
internal fun jsonIn(text: String): JsonMember = JsonMember(JsonParser(text).whole())

/** Reads JSON (RFC 8259) into maps, lists, texts, numbers, flags and null, so that no library is needed for it. */
private class JsonParser(private val text: String) {
    private var at = 0
    private var depth = 0

    fun whole(): Any? {
        val value = value()
        if (next() != END || at != text.length) throw wrong()
        return value
    }

    private fun value(): Any? = when (next()) {
        '{' -> nested { members() }
        '[' -> nested { items() }
        '"' -> quoted()
        't' -> word("true", true)
        'f' -> word("false", false)
        'n' -> word("null", null)
        else -> number()
    }

    private fun <T> nested(read: () -> T): T {
        at += 1
        if (++depth > DEEPEST) throw wrong()
        return read().also { depth -= 1 }
    }

    private fun members(): Map<String, Any?> {
        val members = LinkedHashMap<String, Any?>()
        if (isNext('}')) return members
        do {
            if (next() != '"') throw wrong()
            val name = quoted()
            if (!isNext(':')) throw wrong()
            members[name] = value()
        } while (isNext(','))
        if (!isNext('}')) throw wrong()
        return members
    }

    private fun items(): List<Any?> {
        val items = ArrayList<Any?>()
        if (isNext(']')) return items
        do items += value() while (isNext(','))
        if (!isNext(']')) throw wrong()
        return items
    }

    private fun quoted(): String {
        val read = StringBuilder()
        at += 1
        while (true) {
            when (val it = text.getOrElse(at++) { throw wrong() }) {
                '"' -> return read.toString()
                '\\' -> read.append(escaped())
                else -> if (it < ' ') throw wrong() else read.append(it)
            }
        }
    }

    private fun escaped(): Char = when (val it = text.getOrElse(at++) { throw wrong() }) {
        '"', '\\', '/' -> it
        'b' -> '\b'
        'f' -> '\u000c'
        'n' -> '\n'
        'r' -> '\r'
        't' -> '\t'
        'u' -> {
            val digits = text.substring(at, minOf(at + 4, text.length))
            if (!HEX.matches(digits)) throw wrong()
            at += 4
            digits.toInt(16).toChar()
        }
        else -> throw wrong()
    }

    private fun number(): Number {
        val found = NUMBER.matchAt(text, at)?.value ?: throw wrong()
        at += found.length
        return found.toIntOrNull() ?: found.toLongOrNull() ?: number(found)
    }

    // An exponent may be greater than any that BigDecimal takes.
    private fun number(found: String): Number = found.toBigDecimalOrNull() ?: throw wrong()

    private fun <T> word(word: String, value: T): T {
        if (!text.startsWith(word, at)) throw wrong()
        at += word.length
        return value
    }

    /** What comes after white space. */
    private fun next(): Char {
        while (at < text.length && text[at] in " \n\r\t") at += 1
        return text.getOrElse(at) { END }
    }

    private fun isNext(wanted: Char): Boolean = (next() == wanted).also { if (it) at += 1 }

    private fun wrong(): TelnumException = jsonRefused("it is not JSON, at the character ${minOf(at, text.length)}")
}

/** What no JSON holds outside of its strings. */
private const val END = '\u0000'

/** No record is deeper, and parsing would use up the stack. */
private const val DEEPEST = 512

private val NUMBER = Regex("-?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?")
private val HEX = Regex("[0-9a-fA-F]{4}")
