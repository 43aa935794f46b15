package dev.telnum

import java.util.concurrent.ConcurrentLinkedDeque

/** What takes long to make and is needed only for a moment: what one has done with, the next takes. */
internal class Spare<T : Any>(private val make: () -> T) {
    private val idle = ConcurrentLinkedDeque<T>()

    inline fun <R> use(work: (T) -> R): R {
        val taken = idle.pollFirst() ?: make()
        try {
            return work(taken)
        } finally {
            idle.addFirst(taken)
        }
    }
}
