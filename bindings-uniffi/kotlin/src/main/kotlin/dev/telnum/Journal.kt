package dev.telnum

import dev.telnum.internal.JournalCore
import dev.telnum.internal.JournalFailed
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * Remembers, durably, which attempts were placed: clients that share it place each attempt once. It is a client's
 * `journalStore`, and may keep what it is told in a database. In Java, implement
 * [BlockingJournal][dev.telnum.java.BlockingJournal].
 *
 * Its functions run on `Dispatchers.IO`, so they may block. They are cancelled with their call and when its time is up;
 * [settle] has 5 s at least.
 */
public interface Journal {
    /**
     * Claims an attempt that is about to be sent. Of all who claim its `id`, one is granted it, durably before this
     * returns; once it is settled as [JournalResult.NOT_PLACED], it is free again.
     *
     * What it throws is the cause of a [TelnumException.Configuration], and nothing is sent.
     */
    public suspend fun claim(attempt: Attempt, at: Timestamp): JournalClaim

    /** Learns how a claimed attempt ended. What it throws is dropped, and the claim stays open. */
    public suspend fun settle(attempt: Attempt, outcome: JournalOutcome)

    /** What was claimed, and is not known to have been placed or not placed; oldest first. */
    public suspend fun open(): List<OpenAttempt>

    /**
     * The attempts that are known to have made an order: `reconcileOrders` does not look for them, and leaves their
     * orders out where it looks for others. By default, none is known.
     */
    public suspend fun placed(): List<PlacedAttempt> = emptyList()
}

/** A caller's journal as the core uses it. */
internal class CoreJournal(private val journal: Journal) : JournalCore {
    /** What it threw lately, by what was told of it. */
    private val thrown = ArrayDeque<Pair<String, Throwable>>()

    override suspend fun ask(asked: ByteArray): String = try {
        val answer = withContext(Dispatchers.IO) { answer(Message(asked)) }
        // What is no whole text could not cross, and the call would wait for it until its deadline.
        answer.also { require(it.isWhole()) { "it holds half a character" } }
    } catch (failed: Throwable) {
        throw JournalFailed.Threw(remembered(failed))
    }

    private suspend fun answer(asked: Message): String = when (asked.scalar { text() }) {
        "claim" -> journal.claim(asked.one { attempt() }, asked.scalar { moment() }).toJson()
        "settle" -> "".also { journal.settle(asked.one { attempt() }, asked.one { journalOutcome() }) }
        "open" -> journal.open().joinToString(",", "[", "]") { it.toJson() }
        else -> journal.placed().joinToString(",", "[", "]") { it.toJson() }
    }

    private fun remembered(failed: Throwable): String {
        val name = failed.javaClass.simpleName
        val said = failed.message?.takeIf { it.isWhole() && it.isNotBlank() }?.let { "$name: $it" } ?: name
        synchronized(thrown) {
            if (thrown.size == REMEMBERED) thrown.removeFirst()
            thrown.addLast(said.trimEnd('.') to failed)
        }
        return said
    }

    /** The same failure, with what the journal threw as its cause where it is about that. */
    fun explained(failure: TelnumException): TelnumException {
        val info = failure.info
        if (failure !is TelnumException.Configuration || info == null || failure.cause != null) return failure
        val cause = synchronized(thrown) {
            thrown.lastOrNull { (said, _) -> info.text.startsWith("The journal failed: $said.") }
        }
        return if (cause == null) failure else TelnumException.Configuration(info, cause.second)
    }
}

private const val REMEMBERED = 16
