import TelnumTypes

/// A client of DialogTech. It may be shared by any number of tasks.
///
/// DialogTech has no sandbox: every order at its own host spends money, so `environment: .live` must be
/// named, or another host as `baseUrl`.
///
/// ```swift
/// let client = try DialogTech(accessKey: "your key", secretAccessKey: "your secret key", environment: .live)
/// let order = try await client.orderNumbers(type: .local, search: "312", quantity: 2)
/// ```
///
/// Every method throws ``TelnumError``. Cancelling the task cancels the request and throws
/// `CancellationError`; a purchase that is cancelled after its first byte was sent may have been made.
public final class DialogTech: Sendable {
    let core: DialogTechCore
    let recorder: ResponseRecorder?

    init(core: DialogTechCore, recorder: ResponseRecorder? = nil) {
        self.core = core
        self.recorder = recorder
    }

    /// A client with these keys; what is `nil` has its default.
    ///
    /// - Parameters:
    ///   - accessKey: Of the account's Key Manager; else `DIALOGTECH_ACCESS_KEY`.
    ///   - secretAccessKey: Of the same; else `DIALOGTECH_SECRET_ACCESS_KEY`.
    ///   - orderMethod: How orders are sent: as the documented GET, or as a form that is posted.
    ///   - environment: Live, where money is spent; there is no sandbox.
    ///   - baseUrl: Another host: an emulator, or your own relay.
    ///   - headers: Headers to add to each request.
    ///   - timeout: How long a call may take in all; 60 s by default.
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
        accessKey: String? = nil,
        secretAccessKey: String? = nil,
        orderMethod: DialogTechOrderMethod? = nil,
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
            try DialogTechCore(accessKey: accessKey, secretAccessKey: secretAccessKey, orderMethod: orderMethod, settings: settings)
        })
    }

    /// Calls, and brings status, headers, request id, attempts and time along. Of several calls it is the
    /// last one's.
    public func withResponse<Value: Sendable>(
        isolation: isolated (any Actor)? = #isolation, _ call: (DialogTech) async throws -> Value
    ) async throws -> TelnumResponse<Value> {
        let recorder = ResponseRecorder()
        let value = try await call(DialogTech(core: core, recorder: recorder))
        return TelnumResponse(value: value, info: try recorder.recorded())
    }
}

extension DialogTech: CustomStringConvertible {
    /// Its host and its own headers, no key.
    public var description: String { core.describe() }
}
