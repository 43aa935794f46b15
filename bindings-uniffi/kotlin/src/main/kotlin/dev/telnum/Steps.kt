package dev.telnum

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/** What comes step by step, until nothing more comes. Nothing is asked for before the first step is wanted. */
internal class Steps<T : Any>(private val begin: () -> Begun<T>) {
    /** Begins anew. */
    fun begin(): Begun<T> = begin.invoke()

    /** Each collection begins anew, and frees what it began. */
    fun flow(): Flow<T> = flow {
        // Whoever collects is gone from the stack once the first step has waited.
        val site = Throwable()
        begin().use { while (true) emit(it.next(site) ?: break) }
    }
}

/** Steps that have begun. */
internal class Begun<T : Any>(
    private val steps: AutoCloseable,
    private val next: suspend (Throwable) -> T?,
) : AutoCloseable by steps {
    /** The next step, or nothing at the end. */
    suspend fun next(site: Throwable): T? = next.invoke(site)
}
