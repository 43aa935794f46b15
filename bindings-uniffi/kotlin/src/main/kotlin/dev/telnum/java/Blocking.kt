package dev.telnum.java

import dev.telnum.TelnumException
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture
import java.util.function.Consumer
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import kotlinx.coroutines.runBlocking

/** Waits on the caller's thread. An interrupt cancels the call, and is still to be seen. */
internal fun <T> blocking(call: suspend CoroutineScope.() -> T): T = try {
    // A call that has nothing to wait for would not notice, nor would one before its request is sent.
    if (Thread.interrupted()) throw InterruptedException()
    runBlocking(block = call)
} catch (interrupted: InterruptedException) {
    Thread.currentThread().interrupt()
    throw CancellationException("The thread was interrupted, and the call was cancelled.").initCause(interrupted)
} catch (failure: TelnumException) {
    throw failure.from(Throwable())
}

/**
 * Begins at once, and waits elsewhere: begun only when a thread is free, a purchase could be sent long after its
 * deadline, or find its client closed. To cancel the future cancels the call.
 */
internal fun <T> later(call: suspend CoroutineScope.() -> T): CompletableFuture<T> =
    begun(CoroutineStart.UNDISPATCHED, call)

/** Begins elsewhere, where the user's function may take its time. */
internal fun <T> apart(call: suspend CoroutineScope.() -> T): CompletableFuture<T> =
    begun(CoroutineStart.DEFAULT, call)

private fun <T> begun(start: CoroutineStart, call: suspend CoroutineScope.() -> T): CompletableFuture<T> {
    val site = Throwable()
    return CoroutineScope(Dispatchers.Default).future(start = start) {
        try {
            call()
        } catch (failure: TelnumException) {
            throw failure.from(site)
        }
    }
}

/** With the stack of the caller, to whom that of a coroutine tells nothing. */
private fun TelnumException.from(site: Throwable): TelnumException = apply {
    stackTrace = site.stackTrace.dropWhile { it.className == "dev.telnum.java.BlockingKt" }.toTypedArray()
}

/** Options once a caller has set them. */
internal fun <T> T.made(by: Consumer<in T>): T = also(by::accept)
