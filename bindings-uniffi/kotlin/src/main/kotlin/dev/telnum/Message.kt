package dev.telnum

import java.math.BigDecimal
import java.nio.Buffer
import java.nio.ByteBuffer
import java.nio.ByteOrder
import java.time.Instant

/**
 * What the core says: codes, and the values that they stand for, each once. The readers in `Readers.kt`, which are
 * generated, go through the codes; the core's `seen/message.rs` tells which stands for what.
 */
internal class Message(bytes: ByteArray) {
    private val codes: IntArray
    private val values: Array<Any?>
    private var at = 0

    init {
        val buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN)
        val count = buffer.getInt()
        codes = IntArray(buffer.getInt())
        buffer.asIntBuffer().get(codes)
        pass(buffer, codes.size * Int.SIZE_BYTES)
        values = arrayOfNulls(count + ALWAYS)
        values[1] = false
        values[2] = true
        for (place in ALWAYS until values.size) values[place] = value(buffer, bytes)
    }

    private fun value(buffer: ByteBuffer, bytes: ByteArray): Any = when (val kind = buffer.get().toInt()) {
        TEXT -> text(buffer, bytes)
        COUNT -> buffer.getInt()
        NUMBER -> buffer.getDouble()
        AMOUNT -> BigDecimal(text(buffer, bytes))
        MOMENT -> Instant.ofEpochMilli(buffer.getLong())
        else -> error("A message holds a value of the kind $kind: this library is not of this jar.")
    }

    private fun text(buffer: ByteBuffer, bytes: ByteArray): String {
        val length = buffer.getInt()
        val from = buffer.position()
        pass(buffer, length)
        return String(bytes, from, length, Charsets.UTF_8)
    }

    /** Of a plain buffer: `ByteBuffer` has no such method of its own on Android before API 28. */
    private fun pass(buffer: Buffer, count: Int) {
        buffer.position(buffer.position() + count)
    }

    /** Whether all is read. */
    val isOver: Boolean get() = at == codes.size

    /** Whether something comes next; what is absent is passed over. */
    fun some(): Boolean {
        if (codes[at] != 0) return true
        at += 1
        return false
    }

    /** Passes over the code that a record begins with, which is there. */
    fun begin() {
        at += 1
    }

    /** A record that could have been of any type. */
    inline fun <T> one(read: Message.() -> T): T {
        // That it is one, and its name.
        at += 2
        return read()
    }

    /** A scalar that could have been anything. */
    inline fun <T> scalar(read: Message.() -> T): T {
        // That it is one.
        at += 1
        return read()
    }

    /** A list of such records. */
    inline fun <T> many(read: Message.() -> T): List<T> {
        begin()
        return list { one(read) }
    }

    inline fun <T> list(read: Message.() -> T): List<T> {
        val length = codes[at++] - 1
        val items = ArrayList<T>(length)
        repeat(length) { items.add(read()) }
        return items
    }

    inline fun <T> orNull(read: Message.() -> T): T? = if (some()) read() else null

    fun text(): String = next() as String

    fun int(): Int = next() as Int

    fun double(): Double = next() as Double

    fun flag(): Boolean = next() as Boolean

    fun amount(): BigDecimal = next() as BigDecimal

    fun moment(): Instant = next() as Instant

    fun link(): DidwwLink = if (some()) target(codes[at++]) else DidwwLink.NotLoaded

    fun links(): DidwwLinks {
        if (!some()) return DidwwLinks.NotLoaded
        return DidwwLinks.Present(list { target(codes[at++]) as DidwwLink.Present })
    }

    private fun target(code: Int): DidwwLink = when {
        code < 0 -> DidwwLink.Present(values[-code] as String, NOWHERE)
        code == 1 -> DidwwLink.Empty
        else -> DidwwLink.Present(null, code - 2)
    }

    private fun next(): Any? = values[codes[at++]]
}

/** Null, false and true are always there, and not written. */
private const val ALWAYS = 3

private const val TEXT = 1
private const val COUNT = 2
private const val NUMBER = 3
private const val AMOUNT = 4
private const val MOMENT = 5

/** The place of an object that is in no list. */
internal const val NOWHERE = -1

/** The place of an object that only its id tells, as in JSON. */
internal const val BY_ID = -2

/** A name of a set that only telnum extends: the core and its jar know the same. */
internal fun <T : Any> known(value: T?): T = value ?: error("The core named a value that this jar does not know.")
