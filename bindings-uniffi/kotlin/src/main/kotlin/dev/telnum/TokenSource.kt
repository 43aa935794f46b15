package dev.telnum

import dev.telnum.internal.TokenFailed
import dev.telnum.internal.TokenSourceCore
import kotlinx.coroutines.runBlocking

/**
 * Brings the bearer token that a request is sent with; it is asked before each one, so it should keep
 * what it got.
 *
 * What it throws fails the call as [TelnumException.Authentication]; nothing is sent then.
 */
public fun interface TokenSource {
    /** The token, without `Bearer`. It runs on a thread of its own and may wait. */
    public suspend fun token(): String
}

/** A source of tokens as the core takes it. */
internal class CoreTokens(private val source: TokenSource) : TokenSourceCore {
    override fun token(): String = try {
        runBlocking { source.token() }
    } catch (failed: Throwable) {
        throw TokenFailed.Threw(failed.message ?: failed.javaClass.simpleName)
    }
}
