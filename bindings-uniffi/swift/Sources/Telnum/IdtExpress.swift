import TelnumTypes

/// A client of IDT Express. It may be shared by any number of tasks.
///
/// ```swift
/// let client = try IdtExpress(apiKey: "your key", apiSecret: "your sandbox secret")
/// let groups = try await client.listDidGroups(countryIso: "BR")
/// ```
///
/// Every method throws ``TelnumError``. Cancelling the task cancels the request and throws
/// `CancellationError`; a purchase that is cancelled after its first byte was sent may have been made, so
/// keep the ``Attempt`` of ``prepareOrder(didGroupId:quantity:)`` where that matters.
public final class IdtExpress: Sendable {
    let core: IdtExpressCore
    let recorder: ResponseRecorder?

    init(core: IdtExpressCore, recorder: ResponseRecorder? = nil) {
        self.core = core
        self.recorder = recorder
    }

    /// A client with these keys; what is `nil` has its default.
    ///
    /// - Parameters:
    ///   - apiKey: The account's key, the same in both environments; else `IDT_EXPRESS_API_KEY`.
    ///   - apiSecret: The environment's secret; else `IDT_EXPRESS_API_SECRET`.
    ///   - environment: Sandbox, unless live is named: there, money is spent.
    ///   - baseUrl: Another host: an emulator, or your own relay.
    ///   - headers: Headers to add to each request.
    ///   - timeout: How long a call may take in all; 30 s by default, 60 s for a purchase.
    ///   - maxRetries: How many requests may follow a failed first one; 2 by default. A purchase that may
    ///     have been sent is never sent again.
    ///   - requestsPerSecond: How many requests this client sends in any second at most; what is too early
    ///     waits. `0.5` is one in two seconds.
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
        apiSecret: String? = nil,
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
            try IdtExpressCore(apiKey: apiKey, apiSecret: apiSecret, settings: settings)
        })
    }

    /// Calls, and brings status, headers, request id, attempts and time along. Of several calls it is the
    /// last one's. A walk or a wait, which are many exchanges, throws `configuration` instead: nothing is sent.
    ///
    /// ```swift
    /// let answer = try await client.withResponse { try await $0.getOrder(id) }
    /// print(answer.value.status, answer.info.attempts)
    /// ```
    public func withResponse<Value: Sendable>(
        isolation: isolated (any Actor)? = #isolation, _ call: (IdtExpress) async throws -> Value
    ) async throws -> TelnumResponse<Value> {
        let recorder = ResponseRecorder()
        let value = try await call(IdtExpress(core: core, recorder: recorder))
        return TelnumResponse(value: value, info: try recorder.recorded())
    }
}

extension IdtExpress: CustomStringConvertible {
    /// Its host and its own headers, no key.
    public var description: String { core.describe() }
}

extension CallSettings {
    init(_ timeout: Duration?) {
        self.init(timeout: timeout?.inSeconds)
    }
}
