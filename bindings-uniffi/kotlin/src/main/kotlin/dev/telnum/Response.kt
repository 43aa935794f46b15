package dev.telnum

import java.io.Serializable

/**
 * A value together with what is known of the exchange that brought it.
 *
 * @property value what the carrier answered
 * @property info status, headers, request id, attempts and time
 */
public data class Response<out T>(public val value: T, public val info: ResponseInfo) : Serializable

/** Calls with a client that tells of its responses. */
internal inline fun <T> observed(call: ((ResponseInfo) -> Unit) -> T): Response<T> {
    var info: ResponseInfo? = null
    val value = call { info = it }
    val text = "`withResponse` saw no exchange: call by the client that it hands over. What was called otherwise is done, " +
        "and may have bought."
    return Response(value, info ?: throw TelnumException.Configuration(localError(ErrorKind.CONFIGURATION, text)))
}

/** Refuses a walk or a wait below `withResponse`, before it sends anything: it makes many exchanges, and shows none. */
internal fun refuseObserved(isObserved: Boolean, what: String) {
    if (!isObserved) return
    val text = "`withResponse` is for a single call, and `$what` makes many: call it without. Nothing was sent by it."
    throw TelnumException.Configuration(localError(ErrorKind.CONFIGURATION, text))
}
