import Foundation
import Telnum

/// One entry of the contract. Throws a `Misfit` that says what is not as it should be.
struct Entry: Sendable {
    let entry: Json

    var name: String { entry["name"]?.text ?? "?" }
    var overHttp: Bool { entry["http"]?.flag ?? false }
    var operation: String { entry["call"]?["operation"]?.text ?? "?" }
    var expected: Json { entry["expect"] ?? .null }

    /// What this runtime cannot do.
    var lacks: String? { (entry["needs"]?.list ?? []).compactMap(\.text).first { !["cancel", "http", "proxy"].contains($0) } }

    func run(on host: any Host) async throws {
        try understand()
        let (options, journal) = (try Options(entry), Journal())
        if operation == "build" { return try build(options, journal) }
        let client = try host.client(options, journal)
        for step in entry["before"]?.list ?? [] {
            if let seconds = step["advance"]?.number { try await host.advance(seconds) }
            if let earlier = step["call"] { _ = try await perform(earlier, client) }
            if let script = step["script"] { try await host.script(script) }
            if let failing = step["fails"] { _ = try await failure { try await perform(failing, client) } }
        }
        let requestsBefore = try await host.requests().count
        let sleptBefore = host.slept()?.count ?? 0
        let loggedBefore = journal.events.count
        if let script = entry["script"] { try await host.script(script) }

        let printed = try await outcome(client, host, requestsBefore)
        let requests = Array(try await host.requests().dropFirst(requestsBefore))
        if let wanted = entry["requests"]?.list { try compare(requests, wanted) }
        if let wanted = entry["slept"], let slept = host.slept()?.dropFirst(sleptBefore) {
            let found = Json.list(slept.map { .number(Decimal($0)) })
            if found != wanted { throw Misfit("slept \(found.written), not \(wanted.written)") }
        }
        if let wanted = entry["ledger"] {
            if let problem = Json.list(try await host.ledger()).misses(wanted, at: "ledger") { throw Misfit(problem) }
        }
        let logs = Array(try journal.written().dropFirst(loggedBefore))
        if let wanted = entry["logs"], let problem = Json.list(logs).misses(wanted, at: "logs") { throw Misfit(problem) }
        let logged = journal.events.flatMap { ["\($0)", dumped($0)] } + logs.map(\.written)
        try conceal(printed + client.texts + requests.map(\.written) + logged)
    }

    /// Makes the call and compares what it brings; returns what an error prints.
    private func outcome(_ client: Client, _ host: any Host, _ before: Int) async throws -> [String] {
        do {
            if expected["cancelled"]?.flag == true {
                let task = Task { try await perform(entry["call"] ?? .null, client) }
                while try await host.requests().count == before { try await Task.sleep(for: .milliseconds(2)) }
                task.cancel()
                throw Misfit("it was not cancelled: \(try await task.value.written)")
            }
            let value: Json
            if let wanted = expected["info"] {
                let answer = try await client.withResponse { try await perform(entry["call"] ?? .null, $0) }
                value = answer.value
                if let problem = try Json.read(answer.info.toJson()).misses(wanted, at: "info") { throw Misfit(problem) }
            } else {
                value = try await perform(entry["call"] ?? .null, client)
            }
            if expected["error"] != nil { throw Misfit("no error, but \(value.written)") }
            if let wanted = expected["value"], value != wanted {
                throw Misfit("\(value.misses(wanted, at: "value") ?? "more than expected"): \(value.written)")
            }
            if let wanted = expected["includes"], let problem = value.misses(wanted, at: "value") {
                throw Misfit(problem)
            }
            return []
        } catch is CancellationError where expected["cancelled"]?.flag == true {
            return []
        } catch let error as TelnumError {
            return try compare(error)
        }
    }

    private func build(_ options: Options, _ journal: Journal) throws {
        do {
            let client = try options.client(journal)
            if expected["error"] != nil { throw Misfit("no error, but \(client)") }
            try conceal(client.texts)
        } catch let error as TelnumError {
            try conceal(try compare(error))
        }
    }

    private func perform(_ step: Json, _ client: Client) async throws -> Json {
        let (name, given) = (step["operation"]?.text ?? "?", step["arguments"] ?? .object([:]))
        return try await client.call(name, given, timeout: step["timeout"]?.number.map { .seconds($0) })
    }

    private func compare(_ error: TelnumError) throws -> [String] {
        guard let wanted = expected["error"] else { throw Misfit("\(error.kind): \(error)") }
        let found = inSnakeCase(try Json.read(error.toJson()))
        if let problem = found.misses(wanted, at: "error") { throw Misfit(problem) }
        let says = inSnakeCase(error.text)
        for text in (expected["error_says"]?.list ?? []).compactMap(\.text) where !says.contains(text) {
            throw Misfit("the error does not say `\(text)`: \(says)")
        }
        return ["\(error)", String(reflecting: error), error.localizedDescription, dumped(error), error.toJson()]
    }

    private func compare(_ found: [Json], _ wanted: [Json]) throws {
        if found.count != wanted.count { throw Misfit("\(found.count) requests, not \(wanted.count)") }
        for (index, (request, wanted)) in zip(found, wanted).enumerated() {
            let headers = Dictionary(
                (request["headers"]?.list ?? []).map { ($0["name"]?.text ?? "", $0["value"] ?? .null) }
            ) { first, _ in first }
            var lines = Json.object(request.members.merging(["headers": .object(headers)]) { $1 })
            let body = request["body"]?.text ?? ""
            // What a form is to be is a text, and compared as that.
            let asText = wanted["body"]?.text != nil
            let read = body.isEmpty ? .null : asText ? .text(body) : (try? Json.read(body)) ?? .null
            lines = .object(lines.members.merging(["body": read]) { $1 })
            if lines["body"] != wanted["body"] ?? .null { throw Misfit("request \(index) has the body \(body)") }
            let rest = wanted.members.filter { $0.key != "no_headers" && $0.key != "body" }
            if let problem = lines.misses(.object(rest), at: "request \(index)") { throw Misfit(problem) }
            for name in (wanted["no_headers"]?.list ?? []).compactMap(\.text) where headers[name] != nil {
                throw Misfit("request \(index) has the header \(name)")
            }
        }
    }

    private func conceal(_ printed: [String]) throws {
        for secret in (entry["conceals"]?.list ?? []).compactMap(\.text) {
            if let leak = printed.first(where: { $0.contains(secret) }) { throw Misfit("`\(secret)` shows in \(leak)") }
        }
    }

    private func understand() throws {
        let unknown = Set(entry.members.keys).subtracting([
            "name", "about", "decides", "needs", "http", "emulator", "client", "before", "script", "call", "expect",
            "requests", "slept", "ledger", "logs", "conceals",
        ]).union(Set(expected.members.keys).subtracting([
            "value", "includes", "error", "error_says", "cancelled", "info",
        ]))
        if let name = unknown.first { throw Misfit("this runner does not understand `\(name)`") }
    }
}

/// A message with the names in it, which are quoted, in snake case, as the entries have them.
private func inSnakeCase(_ text: String) -> String {
    text.replacing(/`[a-z]\w*`/) { quoted in
        quoted.output.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : "\($1)" }
    }
}

/// The error's own messages likewise.
private func inSnakeCase(_ error: Json) -> Json {
    var members = error.members
    if let text = error["text"]?.text { members["text"] = .text(inSnakeCase(text)) }
    if error["origin"]?.text == "local", let detail = error["detail"]?.text { members["detail"] = .text(inSnakeCase(detail)) }
    if let details = error["details"]?.list { members["details"] = .list(details.map(inSnakeCase)) }
    return .object(members)
}

/// What `dump` prints of a value, all its parts included.
func dumped(_ value: some Any) -> String {
    var text = ""
    dump(value, to: &text)
    return text
}
