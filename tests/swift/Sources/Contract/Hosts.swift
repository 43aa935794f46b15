import Foundation
import Telnum

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Where an entry runs: an emulator in memory, or one behind HTTP.
protocol Host: Sendable {
    func client(_ options: Options, _ journal: Journal) throws -> Client
    func script(_ steps: Json) async throws
    func advance(_ seconds: Double) async throws
    func requests() async throws -> [Json]
    func ledger() async throws -> [Json]
    /// Pauses in milliseconds; nothing where they were real.
    func slept() -> [Double]?
}

struct InMemory: Host {
    let emulator: Emulator

    init(_ settings: Json) throws {
        emulator = Emulator(seed: UInt64(settings["seed"]?.integer ?? 7))
        for (name, value) in settings["switches"]?.members ?? [:] { try emulator.set(name, value) }
    }

    func client(_ options: Options, _ journal: Journal) throws -> Client {
        try options.client(journal, of: emulator)
    }

    func script(_ steps: Json) throws { try emulator.script(steps.written) }
    func advance(_ seconds: Double) throws { try emulator.advance(.seconds(seconds)) }
    func requests() throws -> [Json] { try emulator.requests.map { try Json.read($0.toJson()) } }
    func ledger() throws -> [Json] { try emulator.ledger.map { try Json.read($0.toJson()) } }
    func slept() -> [Double]? { emulator.sleeps.map { ($0 / .microseconds(1)).rounded() / 1000 } }
}

/// `telnum-emulator`, which `run.sh` has started once for all entries.
struct Server: Host {
    let url: String

    func reset(_ settings: Json) async throws {
        let body = ["seed": settings["seed"] ?? .number(7), "switches": settings["switches"] ?? .object([:])]
        _ = try await ask("POST", "reset", .object(body))
    }

    func client(_ options: Options, _ journal: Journal) throws -> Client {
        try options.client(journal, at: url)
    }

    func script(_ steps: Json) async throws { _ = try await ask("POST", "script", steps) }
    func advance(_ seconds: Double) async throws {
        _ = try await ask("POST", "clock", .object(["advance_s": .number(Decimal(seconds))]))
    }
    func requests() async throws -> [Json] { try await ask("GET", "requests")["requests"]?.list ?? [] }
    func ledger() async throws -> [Json] { try await ask("GET", "ledger")["ledger"]?.list ?? [] }
    func slept() -> [Double]? { nil }

    private func ask(_ method: String, _ route: String, _ body: Json? = nil) async throws -> Json {
        guard let target = URL(string: "\(url)/_emulator/\(route)") else { throw Misfit("no URL: \(url)") }
        return try await fetch(target, method: method, body: body)
    }
}

/// One request by Foundation, and its answer in JSON.
func fetch(_ url: URL, method: String = "GET", body: Json? = nil) async throws -> Json {
    try await fetch(url, method: method, headers: [], text: body?.written)
}

/// The same with headers, each a list of its name and its value.
func fetch(_ url: URL, method: String, headers: [Json], text: String?) async throws -> Json {
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.httpBody = text.map { Data($0.utf8) }
    for header in headers { request.setValue(header.texts.last, forHTTPHeaderField: header.texts.first ?? "") }
    let (data, response) = try await URLSession.shared.data(for: request)
    let text = String(decoding: data, as: UTF8.self)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    guard (200..<300).contains(status) else { throw Misfit("\(url): \(text)") }
    return try Json.read(text)
}
