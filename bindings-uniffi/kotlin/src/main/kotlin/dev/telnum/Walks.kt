package dev.telnum

import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow

/**
 * What the core brings step by step, until it brings nothing more. Each collection begins anew, and frees
 * what it began.
 */
internal fun <B : AutoCloseable, T : Any> walk(begin: () -> B, next: suspend (B) -> T?): Flow<T> = flow {
    translating(begin).use { begun -> while (true) emit(calling { next(begun) } ?: break) }
}
