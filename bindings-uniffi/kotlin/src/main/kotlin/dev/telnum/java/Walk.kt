package dev.telnum.java

import dev.telnum.Begun
import dev.telnum.Steps
import java.util.Spliterator
import java.util.Spliterators
import java.util.concurrent.CompletableFuture
import java.util.function.Consumer
import java.util.stream.Stream
import java.util.stream.StreamSupport

/**
 * What comes bit by bit: the rows of a list, its pages, or the states of an order until nothing more will change.
 *
 * Nothing is asked for before the first is wanted, and what is asked for then is waited for by the caller's thread.
 * Each iteration begins again. `dev.telnum.TelnumException` comes from `hasNext` and `next`.
 *
 * ```
 * for (IdtNumber number : client.numbers()) System.out.println(number.getE164());
 * List<IdtNumber> ten = client.numbers().stream().limit(10).toList();
 * ```
 */
public class Walk<T : Any> internal constructor(private val begin: () -> Walking<T>) : Iterable<T> {
    override fun iterator(): Iterator<T> = begin()

    /** The same as a stream, which asks for no more than it is asked for. It needs not be closed. */
    public fun stream(): Stream<T> {
        val kind = Spliterator.ORDERED or Spliterator.NONNULL
        return StreamSupport.stream({ Spliterators.spliteratorUnknownSize(begin(), kind) }, kind, false)
    }

    /**
     * Gives each to [action], on a thread of `Dispatchers.Default`: it should not block for long. To cancel the future
     * ends the walk; what [action] throws fails it.
     */
    public fun forEachAsync(action: Consumer<in T>): CompletableFuture<Void?> = apart {
        begin().use { walking -> while (true) action.accept(walking.coming() ?: break) }
        null
    }

    internal companion object {
        /** Of each step, as it comes. */
        fun <T : Any> of(steps: () -> Steps<T>): Walk<T> = of(steps) { listOf(it) }

        /** Of the rows of each step. */
        fun <S : Any, T : Any> of(steps: () -> Steps<S>, rows: (S) -> List<T>): Walk<T> =
            Walk { Walking.of(steps, rows) }
    }
}

/** One iteration. */
internal class Walking<T : Any> private constructor(private val begun: Begun<List<T>>) : Iterator<T>, AutoCloseable {
    private var rows: Iterator<T> = emptyList<T>().iterator()
    private var isOver = false
    private val site = Throwable()

    /** Asks until there is a row, or no more will come. */
    private suspend fun look() {
        while (!rows.hasNext() && !isOver) {
            val step = begun.next(site)
            if (step == null) close() else rows = step.iterator()
        }
    }

    /** The next row, or nothing at the end. */
    suspend fun coming(): T? {
        look()
        return if (rows.hasNext()) rows.next() else null
    }

    override fun hasNext(): Boolean {
        if (!rows.hasNext() && !isOver) blocking { look() }
        return rows.hasNext()
    }

    override fun next(): T {
        if (!hasNext()) throw NoSuchElementException()
        return rows.next()
    }

    override fun close() {
        isOver = true
        begun.close()
    }

    companion object {
        fun <S : Any, T : Any> of(steps: () -> Steps<S>, rows: (S) -> List<T>): Walking<T> {
            val begun = steps().begin()
            return Walking(Begun(begun) { site -> begun.next(site)?.let(rows) })
        }
    }
}
