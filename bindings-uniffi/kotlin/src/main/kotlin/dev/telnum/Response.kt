package dev.telnum

/**
 * A value together with what is known of the exchange that brought it.
 *
 * @property value what the carrier answered
 * @property info status, headers, request id, attempts and time
 */
public data class Response<out T>(public val value: T, public val info: ResponseInfo)
