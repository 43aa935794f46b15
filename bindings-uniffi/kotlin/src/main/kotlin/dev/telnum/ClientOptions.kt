package dev.telnum

import dev.telnum.internal.ClientSettings
import kotlin.time.Duration

/** A client's options, as the core takes them. */
internal fun clientSettings(
    environment: Environment?,
    baseUrl: String?,
    headers: Map<String, String>,
    timeout: Duration?,
    maxRetries: Int?,
    requestsPerSecond: Double?,
    maxConnections: Int?,
    maxBodyBytes: Int?,
    validate: Boolean?,
    proxy: String?,
    caCertificates: String?,
    appName: String?,
    logger: TelnumLogger?,
    logLevel: LogLevel?,
): ClientSettings = ClientSettings(
    environment, baseUrl, headers, timeout?.inSeconds(), maxRetries, requestsPerSecond, maxConnections, maxBodyBytes,
    validate, proxy, caCertificates, appName, logger?.let(::CoreLogger), logLevel,
)
