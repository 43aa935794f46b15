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
     * Takes an event. It runs on a thread of the core while its call waits, and the call's deadline
     * does not cut it off: let it be quick. What it throws is dropped: logging never fails a call.
     */
    public fun log(event: LogEvent)
}

/** A logger as the core takes it. */
internal class CoreLogger(private val logger: TelnumLogger) : LoggerCore {
    override fun log(event: LogEvent) {
        try {
            logger.log(event)
        } catch (_: Throwable) {
            // Errors too: JNA would print one, and a purchase goes on whatever its log does.
        }
    }
}
