package dev.telnum

import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native
import dev.telnum.internal.CallException
import dev.telnum.internal.CallSettings
import dev.telnum.internal.uniffiCallbackInterfaceLoggerCore
import dev.telnum.internal.uniffiCallbackInterfaceTokenSourceCore
import dev.telnum.internal.uniffiRustFutureContinuationCallbackImpl
import kotlin.time.Duration
import kotlin.time.DurationUnit
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext

/** Runs a suspending call of the core; its failures become [TelnumException]. */
internal suspend fun <T> calling(call: suspend () -> T): T {
    // A cancelled coroutine must not send anything; without this, the first poll would.
    currentCoroutineContext().ensureActive()
    return withContext(Threads.ours) { translating { call() } }
}

private object Threads {
    /**
     * Where an answer is read. Without a dispatcher, what a caller does next (after `suspend fun main`,
     * or with `Unconfined`) would run on the core's own thread and, where it blocks, stop every call.
     */
    val ours: CoroutineDispatcher = Dispatchers.Default

    init {
        // Keeps the core's few threads attached to the JVM: JNA else attaches and detaches one a call.
        val initializer = CallbackThreadInitializer(true, false, "telnum")
        Native.setCallbackThreadInitializer(uniffiRustFutureContinuationCallbackImpl, initializer)
        Native.setCallbackThreadInitializer(uniffiCallbackInterfaceLoggerCore.log, initializer)
        Native.setCallbackThreadInitializer(uniffiCallbackInterfaceTokenSourceCore.token, initializer)
    }
}

/** Runs a call of the core; its failures become [TelnumException]. */
internal inline fun <T> translating(call: () -> T): T = try {
    call()
} catch (failure: CallException.Failed) {
    throw TelnumException.of(failure.`info`)
} catch (failure: dev.telnum.internal.InternalException) {
    throw TelnumException.Unknown(failure)
}

/** What one call may have that differs from its client. */
internal fun callSettings(timeout: Duration?): CallSettings = CallSettings(timeout?.inSeconds())

internal fun Duration.inSeconds(): Double = toDouble(DurationUnit.SECONDS)
