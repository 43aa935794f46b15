package dev.telnum

import dev.telnum.internal.LoggerCore

/**
 * Is told what a client does: a [LogLevel.DEBUG] event for each request, and for each call one that is
 * [LogLevel.INFO] where it went well and [LogLevel.WARNING] where it failed. No event holds a secret, a
 * query or a body.
 *
 * ```
 * val client = IdtExpress(logger = { event -> println("${event.level} ${event.text}") })
 * ```
 */
public fun interface TelnumLogger {
    /**
     * Takes an event once its call, or this step of a walk, is over, where it was called. The call waits, and its
     * deadline does not cut this off: let it be quick. What it throws is dropped: logging never fails a call.
     * (Events of a call that was cancelled come from a thread of the core.)
     */
    public fun log(event: LogEvent)
}

/** A logger as the core takes it: for events that no answer takes along. */
internal class CoreLogger(private val logger: TelnumLogger) : LoggerCore {
    override fun log(event: ByteArray): Unit = tell(Message(event).one { logEvent() })

    fun tell(event: LogEvent) {
        try {
            logger.log(event)
        } catch (_: Throwable) {
            // Errors too: JNA would print one, and a purchase goes on whatever its log does.
        }
    }
}
