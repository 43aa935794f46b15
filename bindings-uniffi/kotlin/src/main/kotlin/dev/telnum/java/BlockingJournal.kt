package dev.telnum.java

import dev.telnum.Attempt
import dev.telnum.Journal
import dev.telnum.JournalClaim
import dev.telnum.JournalOutcome
import dev.telnum.OpenAttempt
import dev.telnum.PlacedAttempt
import dev.telnum.TelnumException
import dev.telnum.Timestamp
import kotlinx.coroutines.runInterruptible

/**
 * A journal of the caller's own, for Java: it remembers, durably, which attempts were placed. Clients that share it
 * place each attempt once.
 *
 * Its methods may block. They run on threads that may, and are interrupted with their call and when its time is up;
 * [settle] has 5 s at least.
 */
public interface BlockingJournal {
    /**
     * Claims an attempt that is about to be sent. Of all who claim its `id`, one is granted it, durably before this
     * returns; once it is settled as `NOT_PLACED`, it is free again.
     *
     * What it throws is the cause of a [TelnumException.Configuration], and nothing is sent.
     */
    @Throws(Exception::class)
    public fun claim(attempt: Attempt, at: Timestamp): JournalClaim

    /** Learns how a claimed attempt ended. What it throws is dropped, and the claim stays open. */
    @Throws(Exception::class)
    public fun settle(attempt: Attempt, outcome: JournalOutcome)

    /** What was claimed, and is not known to have been placed or not placed; oldest first. */
    @Throws(Exception::class)
    public fun open(): List<OpenAttempt>

    /**
     * The attempts that are known to have made an order: `reconcileOrders` does not look for them, and leaves their
     * orders out where it looks for others. By default, none is known.
     */
    @Throws(Exception::class)
    public fun placed(): List<PlacedAttempt> = emptyList()
}

/** Such a journal, as Kotlin has it. */
internal class Unblocked(private val journal: BlockingJournal) : Journal {
    override suspend fun claim(attempt: Attempt, at: Timestamp): JournalClaim =
        runInterruptible { journal.claim(attempt, at) }

    override suspend fun settle(attempt: Attempt, outcome: JournalOutcome): Unit =
        runInterruptible { journal.settle(attempt, outcome) }

    override suspend fun open(): List<OpenAttempt> = runInterruptible { journal.open() }

    override suspend fun placed(): List<PlacedAttempt> = runInterruptible { journal.placed() }

    override fun toString(): String = journal.toString()
}
