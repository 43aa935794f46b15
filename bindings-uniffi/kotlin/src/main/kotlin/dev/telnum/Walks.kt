package dev.telnum

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * What the core brings step by step, until it brings nothing more. Each collection begins anew, and frees
 * what it began.
 *
 * @param isClosed whether the client was closed meanwhile, which ends a walk too
 */
internal fun <B : AutoCloseable, T : Any> walk(
    isClosed: () -> Boolean,
    begin: () -> B,
    next: suspend (B) -> T?,
): Flow<T> = flow {
    // Whoever collects is gone from the stack once the first step has waited.
    val site = Throwable()
    val step: suspend (B) -> T? = { begun -> if (isClosed()) throw closed("client") else next(begun) }
    translating(begin).use { begun -> while (true) emit(calling(site) { step(begun) } ?: break) }
}
