package dev.telnum

/**
 * A value together with what is known of the exchange that brought it.
 *
 * @property value what the carrier answered
 * @property info status, headers, request id, attempts and time
 */
public data class Response<out T>(public val value: T, public val info: ResponseInfo)

/** Calls with a client that tells of its responses. */
internal inline fun <T> observed(call: ((ResponseInfo) -> Unit) -> T): Response<T> {
    var info: ResponseInfo? = null
    val value = call { info = it }
    return Response(value, checkNotNull(info) { "withResponse made no call that has a response" })
}
