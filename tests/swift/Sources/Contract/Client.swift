import Telnum

/// A client of one of the carriers.
enum Client: Sendable {
    case idtExpress(IdtExpress)
    case dialogTech(DialogTech)
    case didww(Didww)

    func call(_ operation: String, _ given: Json, timeout: Duration?) async throws -> Json {
        guard let names = known[operation], names.isSuperset(of: given.members.keys) else {
            throw Misfit("`\(operation)` does not take \(given.written)")
        }
        return switch self {
        case .idtExpress(let client): try await callIdtExpress(operation, client, given, timeout: timeout)
        case .dialogTech(let client): try await callDialogTech(operation, client, given, timeout: timeout)
        case .didww(let client): try await callDidww(operation, client, given, timeout: timeout)
        }
    }

    /// The same, with what is known of the exchange.
    func withResponse(_ call: @Sendable (Client) async throws -> Json) async throws -> TelnumResponse<Json> {
        switch self {
        case .idtExpress(let client): try await client.withResponse { try await call(.idtExpress($0)) }
        case .dialogTech(let client): try await client.withResponse { try await call(.dialogTech($0)) }
        case .didww(let client): try await client.withResponse { try await call(.didww($0)) }
        }
    }

    /// What it prints.
    var texts: [String] {
        let client: any Sendable = switch self {
        case .idtExpress(let client): client
        case .dialogTech(let client): client
        case .didww(let client): client
        }
        return ["\(client)", String(reflecting: client), dumped(client)]
    }
}

/// The options of a client, as an entry names them.
struct Options {
    let carrier: Carrier
    let given: Json

    /// By what the names of its entries begin with.
    private static let carriers: [String: Carrier] = ["idt": .idtExpress, "dt": .dialogTech, "dw": .didww]

    private static let shared: Set<String> = [
        "environment", "base_url", "headers", "timeout", "max_retries", "requests_per_second", "max_connections",
        "max_body_bytes", "validate", "proxy", "ca_certificates", "app_name",
    ]
    private static let own: [Carrier: Set<String>] = [
        .idtExpress: ["api_key", "api_secret"], .dialogTech: ["access_key", "secret_access_key", "order_method"],
        .didww: ["api_key", "api_version"],
    ]

    /// Of the carrier that the entry's name begins with.
    init(_ entry: Json) throws {
        let name = String(entry["name"]?.text?.prefix { $0 != "-" } ?? "")
        given = entry["client"] ?? .null
        guard let carrier = Self.carriers[name], let own = Self.own[carrier] else {
            throw Misfit("this runner does not know the carrier `\(name)`")
        }
        self.carrier = carrier
        if let name = given.members.keys.first(where: { !own.contains($0) && !Self.shared.contains($0) }) {
            throw Misfit("this runner does not understand the option `\(name)`")
        }
        for (name, isKnown) in [("environment", environment != nil), ("order_method", orderMethod != nil)] {
            if let value = text(name), !isKnown { throw Misfit("this runner does not understand the \(name) `\(value)`") }
        }
    }

    private func text(_ name: String) -> String? { given[name]?.text }
    private func integer(_ name: String) -> Int? { given[name]?.integer }
    private var timeout: Duration? { given["timeout"]?.number.map { .seconds($0) } }
    private var requestsPerSecond: Double? { given["requests_per_second"]?.number }
    private var validate: Bool? { given["validate"]?.flag }
    private var headers: [String: String] { (given["headers"]?.members ?? [:]).compactMapValues(\.text) }
    private var environment: TelnumEnvironment? { text("environment").flatMap(TelnumEnvironment.init(text:)) }
    private var orderMethod: DialogTechOrderMethod? { text("order_method").flatMap(DialogTechOrderMethod.init(text:)) }

    /// By the ordinary constructor; with the emulator's keys where it listens at this address.
    func client(_ journal: Journal, at url: String? = nil) throws -> Client {
        let key = { (name: String, emulated: String) in text(name) ?? (url == nil ? nil : emulated) }
        switch carrier {
        case .dialogTech:
            return .dialogTech(try DialogTech(
                accessKey: key("access_key", "emulator-access-key"),
                secretAccessKey: key("secret_access_key", "emulator-secret-access-key"), orderMethod: orderMethod,
                environment: environment, baseUrl: text("base_url") ?? url, headers: headers,
                timeout: timeout, maxRetries: integer("max_retries"), requestsPerSecond: requestsPerSecond,
                maxConnections: integer("max_connections"), maxBodyBytes: integer("max_body_bytes"), validate: validate, proxy: text("proxy"),
                caCertificates: text("ca_certificates"), appName: text("app_name"), logger: journal.take
            ))
        case .didww:
            return .didww(try Didww(
                apiKey: key("api_key", "emulator-key"), apiVersion: text("api_version"),
                environment: environment, baseUrl: text("base_url") ?? url, headers: headers,
                timeout: timeout, maxRetries: integer("max_retries"), requestsPerSecond: requestsPerSecond,
                maxConnections: integer("max_connections"), maxBodyBytes: integer("max_body_bytes"), validate: validate, proxy: text("proxy"),
                caCertificates: text("ca_certificates"), appName: text("app_name"), logger: journal.take
            ))
        case .idtExpress:
            return .idtExpress(try IdtExpress(
                apiKey: key("api_key", "emulator-key"), apiSecret: key("api_secret", "emulator-secret"),
                environment: environment, baseUrl: text("base_url") ?? url, headers: headers,
                timeout: timeout, maxRetries: integer("max_retries"), requestsPerSecond: requestsPerSecond,
                maxConnections: integer("max_connections"), maxBodyBytes: integer("max_body_bytes"), validate: validate, proxy: text("proxy"),
                caCertificates: text("ca_certificates"), appName: text("app_name"), logger: journal.take
            ))
        }
    }

    /// Of an emulator in memory.
    func client(_ journal: Journal, of emulator: Emulator) throws -> Client {
        switch carrier {
        case .dialogTech:
            return .dialogTech(try emulator.dialogTech(
                accessKey: text("access_key"), secretAccessKey: text("secret_access_key"), orderMethod: orderMethod,
                environment: environment, baseUrl: text("base_url"), headers: headers,
                timeout: timeout, maxRetries: integer("max_retries"), requestsPerSecond: requestsPerSecond,
                maxConnections: integer("max_connections"), maxBodyBytes: integer("max_body_bytes"), validate: validate, proxy: text("proxy"),
                caCertificates: text("ca_certificates"), appName: text("app_name"), logger: journal.take
            ))
        case .didww:
            return .didww(try emulator.didww(
                apiKey: text("api_key"), apiVersion: text("api_version"),
                environment: environment, baseUrl: text("base_url"), headers: headers,
                timeout: timeout, maxRetries: integer("max_retries"), requestsPerSecond: requestsPerSecond,
                maxConnections: integer("max_connections"), maxBodyBytes: integer("max_body_bytes"), validate: validate, proxy: text("proxy"),
                caCertificates: text("ca_certificates"), appName: text("app_name"), logger: journal.take
            ))
        case .idtExpress:
            return .idtExpress(try emulator.idtExpress(
                apiKey: text("api_key"), apiSecret: text("api_secret"),
                environment: environment, baseUrl: text("base_url"), headers: headers,
                timeout: timeout, maxRetries: integer("max_retries"), requestsPerSecond: requestsPerSecond,
                maxConnections: integer("max_connections"), maxBodyBytes: integer("max_body_bytes"), validate: validate, proxy: text("proxy"),
                caCertificates: text("ca_certificates"), appName: text("app_name"), logger: journal.take
            ))
        }
    }
}
