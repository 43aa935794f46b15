import TelnumTypes

/// A client of DIDWW. It may be shared by any number of tasks.
///
/// ```swift
/// let client = try Didww(apiKey: "your sandbox key")
/// for try await did in client.dids(include: [.didGroupCountry]) {
///     print(did.e164 ?? did.id, try did.didGroup?.country?.name ?? "?")
/// }
/// ```
///
/// Every method throws ``TelnumError``. Cancelling the task cancels the request and throws
/// `CancellationError`.
public final class Didww: Sendable {
    let core: DidwwCore
    let recorder: ResponseRecorder?

    init(core: DidwwCore, recorder: ResponseRecorder? = nil) {
        self.core = core
        self.recorder = recorder
    }

    /// A client with these keys; what is `nil` has its default.
    ///
    /// - Parameters:
    ///   - apiKey: The environment's key; else `DIDWW_API_KEY`.
    ///   - apiVersion: The version of the API, `2022-05-10` by default. The carrier ignores one that is
    ///     older than the account's own.
    ///   - tokenSource: Brings the bearer token of each request, without `Bearer`, instead of the key: for
    ///     versions from 2026-11-19 on. What it throws fails the call, with nothing sent. Its task is cancelled with
    ///     the call, and when the call's time is up.
    ///   - environment: Sandbox, unless live is named.
    ///   - baseUrl: Another host: an emulator, or your own relay.
    ///   - headers: Headers to add to each request.
    ///   - timeout: How long a call may take in all; 30 s by default.
    ///   - maxRetries: How many requests may follow a failed first one; 2 by default.
    ///   - requestsPerSecond: How many requests this client sends in any second at most; what is too early
    ///     waits. The carrier allows a key 20, which is the default.
    ///   - maxConnections: How many requests are under way at once, each on a connection of its own; 64 by
    ///     default. The others wait, within the time of their calls.
    ///   - maxBodyBytes: Bytes that a decoded answer may have; 32 MiB by default.
    ///   - validate: `false` sends arguments unvalidated, for the day the carrier widens a rule.
    ///   - proxy: The URL of an HTTP proxy.
    ///   - caCertificates: More certificate authorities to trust, as PEM text.
    ///   - appName: Your program's name, for the `User-Agent` header.
    ///   - logger: Is told of each request and each call when it is over, before the call returns, on a
    ///     thread of telnum's own: it should not wait for anything. No event holds a key or a body.
    /// - Throws: ``TelnumError`` of the kind `configuration` where a setting is missing or breaks a rule.
    public convenience init(
        apiKey: String? = nil,
        apiVersion: String? = nil,
        tokenSource: (@Sendable () async throws -> String)? = nil,
        environment: TelnumEnvironment? = nil,
        baseUrl: String? = nil,
        headers: [String: String] = [:],
        timeout: Duration? = nil,
        maxRetries: Int? = nil,
        requestsPerSecond: Double? = nil,
        maxConnections: Int? = nil,
        maxBodyBytes: Int? = nil,
        validate: Bool? = nil,
        proxy: String? = nil,
        caCertificates: String? = nil,
        appName: String? = nil,
        logger: (@Sendable (LogEvent) -> Void)? = nil
    ) throws {
        try refuseBeyond(nil, ["maxRetries": maxRetries, "maxConnections": maxConnections, "maxBodyBytes": maxBodyBytes])
        let settings = ClientSettings(
            environment: environment, baseUrl: baseUrl, headers: headers, timeout: timeout?.inSeconds,
            maxRetries: maxRetries, requestsPerSecond: requestsPerSecond, maxConnections: maxConnections,
            maxBodyBytes: maxBodyBytes, validate: validate, proxy: proxy, caCertificates: caCertificates, appName: appName,
            logger: logger.map(Logger.init), logLevel: nil
        )
        self.init(core: try translating {
            try DidwwCore(apiKey: apiKey, apiVersion: apiVersion, tokens: tokenSource.map(TokenSource.init), settings: settings)
        })
    }

    /// Calls, and brings status, headers, request id, attempts and time along. Of several calls it is the
    /// last one's. A walk, which is many exchanges, throws `configuration` instead: nothing is sent.
    public func withResponse<Value: Sendable>(
        isolation: isolated (any Actor)? = #isolation, _ call: (Didww) async throws -> Value
    ) async throws -> TelnumResponse<Value> {
        let recorder = ResponseRecorder()
        let value = try await call(Didww(core: core, recorder: recorder))
        return TelnumResponse(value: value, info: try recorder.recorded())
    }
}

extension Didww: CustomStringConvertible {
    /// Its host and its own headers, no key.
    public var description: String { core.describe() }
}
