package dev.telnum

import dev.telnum.internal.TokenFailed
import dev.telnum.internal.TokenSourceCore
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext

/**
 * Returns the bearer token that a request is sent with; it is asked before each one, so it should keep
 * what it got.
 *
 * What it throws fails the call as [TelnumException.Authentication]; nothing is sent then. It is cancelled with
 * its call, and when the call's time is up.
 */
public fun interface TokenSource {
    /**
     * The token, without `Bearer`. It runs on `Dispatchers.IO`, so it may block; what blocks notices that it was
     * cancelled only where it asks (`runInterruptible` does).
     */
    public suspend fun token(): String
}

/** A source of tokens as the core takes it. */
internal class CoreTokens(private val source: TokenSource) : TokenSourceCore {
    override suspend fun token(): String = try {
        // What is no whole text could not cross, and the call would wait for it until its deadline.
        withContext(Dispatchers.IO) { source.token() }.also { require(it.isWhole()) { "it holds half a character" } }
    } catch (failed: Throwable) {
        throw TokenFailed.Threw(failed.message?.takeIf { it.isWhole() } ?: failed.javaClass.simpleName)
    }
}
