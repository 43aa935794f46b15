import TelnumTypes

extension Emulator {
    /// A client of the emulated IDT Express. The parameters are those of ``IdtExpress``; what is `nil` is set by the
    /// emulator.
    ///
    /// - Throws: ``TelnumError`` of the kind `configuration` where a setting breaks a rule.
    public func idtExpress(
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
    ) throws -> IdtExpress {
        try refuseBeyond(nil, ["maxRetries": maxRetries, "maxConnections": maxConnections, "maxBodyBytes": maxBodyBytes])
        let settings = ClientSettings(
            environment: environment, baseUrl: baseUrl, headers: headers, timeout: timeout?.inSeconds,
            maxRetries: maxRetries, requestsPerSecond: requestsPerSecond, maxConnections: maxConnections,
            maxBodyBytes: maxBodyBytes, validate: validate, proxy: proxy, caCertificates: caCertificates, appName: appName,
            logger: logger.map(Logger.init), logLevel: nil
        )
        return IdtExpress(core: try translating {
            try core.idtExpress(apiKey: apiKey, apiSecret: apiSecret, settings: settings)
        })
    }

    /// A client of the emulated DialogTech. The parameters are those of ``DialogTech``; what is `nil` is set by the
    /// emulator.
    ///
    /// - Throws: ``TelnumError`` of the kind `configuration` where a setting breaks a rule.
    public func dialogTech(
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
    ) throws -> DialogTech {
        try refuseBeyond(nil, ["maxRetries": maxRetries, "maxConnections": maxConnections, "maxBodyBytes": maxBodyBytes])
        let settings = ClientSettings(
            environment: environment, baseUrl: baseUrl, headers: headers, timeout: timeout?.inSeconds,
            maxRetries: maxRetries, requestsPerSecond: requestsPerSecond, maxConnections: maxConnections,
            maxBodyBytes: maxBodyBytes, validate: validate, proxy: proxy, caCertificates: caCertificates, appName: appName,
            logger: logger.map(Logger.init), logLevel: nil
        )
        return DialogTech(core: try translating {
            try core.dialogTech(accessKey: accessKey, secretAccessKey: secretAccessKey, orderMethod: orderMethod, settings: settings)
        })
    }

    /// A client of the emulated DIDWW. The parameters are those of ``Didww``; what is `nil` is set by the
    /// emulator.
    ///
    /// - Throws: ``TelnumError`` of the kind `configuration` where a setting breaks a rule.
    public func didww(
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
    ) throws -> Didww {
        try refuseBeyond(nil, ["maxRetries": maxRetries, "maxConnections": maxConnections, "maxBodyBytes": maxBodyBytes])
        let settings = ClientSettings(
            environment: environment, baseUrl: baseUrl, headers: headers, timeout: timeout?.inSeconds,
            maxRetries: maxRetries, requestsPerSecond: requestsPerSecond, maxConnections: maxConnections,
            maxBodyBytes: maxBodyBytes, validate: validate, proxy: proxy, caCertificates: caCertificates, appName: appName,
            logger: logger.map(Logger.init), logLevel: nil
        )
        return Didww(core: try translating {
            try core.didww(apiKey: apiKey, apiVersion: apiVersion, tokens: tokenSource.map(TokenSource.init), settings: settings)
        })
    }
}
