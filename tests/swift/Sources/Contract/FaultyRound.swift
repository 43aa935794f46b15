import Foundation
import Telnum

/// A round of a campaign: prepares, places, looks for what was lost, and writes down what was said.
struct FaultyRound: Sendable {
    let round: Json
    let url: String
    /// The journal that the clients share, if they do.
    private let journal: String?

    /// A port that nothing listens on.
    private static let unreachable = "http://127.0.0.1:1"
    /// Of a purchase that is placed again after a restart: a fault may still wait for it.
    private static let again = Duration.milliseconds(300)

    /// How placing an attempt ended, and how placing it again did.
    private struct Ends: Sendable {
        let first: Json
        var again: Json?

        /// A second placing counts where the first bought nothing.
        var last: Json { nothingWasBought(first) ? again ?? first : first }
    }

    init(_ round: Json, at url: String) {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("telnum-\(UUID().uuidString).journal")
        (self.round, self.url, journal) = (round, url, round["journal"]?.flag == true ? file.path : nil)
    }

    func run() async throws -> Json {
        defer { if let journal { try? FileManager.default.removeItem(atPath: journal) } }
        let settings = ["seed", "switches", "clock_s", "date_header"]
        try await set("reset", .object(round.members.filter { settings.contains($0.key) }))
        for plain in list("before") {
            let text = { plain[$0]?.text ?? "" }
            _ = try await ask(text("method"), text("target"), plain["headers"]?.list ?? [], text("body"))
        }
        // The last one's host refuses connections.
        var buyers = try (0..<integer("clients")).map { _ in try buyer(journal) }
        buyers.append(try buyer(journal, at: Self.unreachable))
        var attempts: [Json] = []
        for buy in list("buys") {
            let (client, operation) = (self.buyer(buy["client"], of: buyers), buy["operation"]?.text ?? "")
            attempts.append(try shifted(try await client.prepare(operation, buy["arguments"] ?? .null)))
        }
        try await set("faults", .list(list("rules")))
        let ends = try await placeAll(attempts, buyers)
        for switches in list("others") { try await set("switches", switches) }
        let before = try await told("ledger")
        if integer("advance_s") > 0 { try await set("clock", .object(["advance_s": round["advance_s"] ?? .null])) }
        try await set("faults", .list(list("reads")))
        var reconciled = try await lookForLost(attempts, ends.map(\.last))
        var inherited = ["open": Json.list([]), "open_after": .list([]), "after": .list([])]
        if journal == nil { reconciled += try await lookByPlacing(attempts, buyers) }
        // The clients end here.
        buyers = []
        if journal != nil { inherited = try await takeOver(attempts, ends.map(\.last), &reconciled) }

        try await set("clock", .object(["advance_s": .number(3600)]))
        let orders = round["carrier"]?.text == "didww" ? try await didwwOrders() : .list([])
        return .object([
            "round": round, "attempts": .list(attempts), "placed": .list(ends.map(\.first)),
            "again": .list(ends.map { $0.again ?? .null }), "ledger_before": before,
            "reconciled": .list(reconciled), "orders": orders, "ledger": try await told("ledger"),
            "requests": .list(try await told("requests").list.filter(isPurchase)),
        ].merging(inherited) { $1 })
    }

    private func placeAll(_ attempts: [Json], _ buyers: [Buyer]) async throws -> [Ends] {
        if flag("together") {
            return try await withThrowingTaskGroup(of: (Int, Ends).self) { calls in
                for (at, (buy, attempt)) in zip(list("buys"), attempts).enumerated() {
                    calls.addTask { (at, try await place(buy, attempt, buyers)) }
                }
                return try await calls.reduce(into: []) { $0.append($1) }.sorted { $0.0 < $1.0 }.map(\.1)
            }
        }
        var ends: [Ends] = []
        for (buy, attempt) in zip(list("buys"), attempts) {
            if let rule = buy["rule"], rule != .null { try await set("faults", .list([rule])) }
            ends.append(try await place(buy, attempt, buyers))
        }
        return ends
    }

    private func place(_ buy: Json, _ attempt: Json, _ buyers: [Buyer]) async throws -> Ends {
        let (limit, cancel) = (buy["timeout_ms"]?.milliseconds, buy["cancel_ms"]?.milliseconds)
        if buy["ends"]?.flag == true {
            return Ends(first: try await buyer(journal).place(attempt, limit: nil, cancelledAfter: cancel))
        }
        let own = buyer(buy["client"], of: buyers)
        var ends = Ends(first: try await own.place(attempt, limit: limit, cancelledAfter: cancel))
        if buy["again"]?.flag == true {
            let other = buy["again_by"]?.integer == nil ? own : buyer(buy["again_by"], of: buyers)
            ends.again = try await other.place(attempt, limit: limit)
        }
        return ends
    }

    /// By a client that knows of nothing.
    private func lookForLost(_ attempts: [Json], _ last: [Json]) async throws -> [Json] {
        let isLost = { (end: Json) in end["outcome"]?.text != "ordered" && !nothingWasBought(end) }
        let lost = zip(attempts, last).filter { isLost($0.1) }.map(\.0)
        let known = last.compactMap { $0["order_id"]?.text }
        if lost.isEmpty { return [] }
        let fresh = try buyer(nil)
        let sole = flag("sole_buyer") ? [try await reconcile(fresh, lost, known, isSole: true)] : []
        return sole + [try await reconcile(fresh, lost, [], isSole: false)]
    }

    /// By the clients that placed them.
    private func lookByPlacing(_ attempts: [Json], _ buyers: [Buyer]) async throws -> [Json] {
        var said: [Json] = []
        for (at, buyer) in buyers.enumerated() {
            let number = at == buyers.count - 1 ? nil : at
            let own = zip(attempts, list("buys")).filter { $0.1["client"]?.integer == number }.map(\.0)
            let isSole = flag("sole_buyer") && buyers.count == 2 && number != nil
            if !own.isEmpty { said.append(try await reconcile(buyer, own, [], isSole: isSole, by: "placing")) }
        }
        return said
    }

    /// By a client that goes on with the journal; then it places everything once more.
    private func takeOver(
        _ attempts: [Json], _ last: [Json], _ reconciled: inout [Json]
    ) async throws -> [String: Json] {
        let heir = try buyer(journal)
        let open = try await heir.openAttempts()
        if !open.isEmpty {
            reconciled.append(try await reconcile(heir, open, [], isSole: flag("sole_buyer"), by: "journal"))
        }
        let openAfter = try await heir.openAttempts()
        var after: [Json] = []
        for (attempt, end) in zip(attempts, last) {
            after.append(nothingWasBought(end) ? .null : try await heir.place(attempt, limit: Self.again))
        }
        let ids = { (attempts: [Json]) in Json.list(attempts.map { $0["id"] ?? .null }) }
        return ["open": ids(open), "open_after": ids(openAfter), "after": .list(after)]
    }

    private func reconcile(
        _ buyer: Buyer, _ attempts: [Json], _ known: [String], isSole: Bool, by: String = ""
    ) async throws -> Json {
        let known = Json.list(known.map(Json.text))
        var arguments = ["attempts": Json.list(attempts)]
        if round["carrier"]?.text == "idt_express" {
            arguments["known_order_ids"] = known
            if isSole { arguments["sole_buyer"] = .flag(true) }
            if flag("newest_first") { arguments["newest_first"] = .flag(true) }
        }
        var (settled, failed) = ([Json](), Json.null)
        do {
            let limit = Duration.milliseconds(integer("search_ms"))
            settled = try await buyer.client.call("reconcile_orders", .object(arguments), timeout: limit).list
        } catch let error as TelnumError {
            failed = .text("\(try Json.read(error.toJson())["kind"]?.text ?? "?"): \(error.text)")
        }
        let said = settled.map {
            Json.object([
                "attempt_id": $0["attempt_id"] ?? .null, "outcome": $0["outcome"] ?? .null,
                "orders": $0["order_ids"] ?? .null,
            ])
        }
        return .object([
            "by_placing": .flag(by == "placing"), "by_journal": .flag(by == "journal"), "sole_buyer": .flag(isSole),
            "known_order_ids": known, "error": failed, "attempts": .list(said),
        ])
    }

    /// The attempt, as a clock that is off would have prepared it.
    private func shifted(_ attempt: Json) throws -> Json {
        if integer("prepared_s") == 0 { return attempt }
        let text = attempt["prepared_at"]?.text ?? ""
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        let time = try Date(text, strategy: style).addingTimeInterval(Double(integer("prepared_s")))
        return .object(attempt.members.merging(["prepared_at": .text(time.formatted(.iso8601))]) { $1 })
    }

    private func buyer(_ journal: String?, at url: String? = nil) throws -> Buyer {
        var options = round["options"]?.members ?? [:]
        if let journal { options["journal"] = .text(journal) }
        let names = ["idt_express": "idt", "dialog_tech": "dt", "didww": "dw"]
        let name = names[round["carrier"]?.text ?? ""] ?? "?"
        let given = try Options(.object(["name": .text("\(name)-round"), "client": .object(options)]))
        return Buyer(client: try given.client(Journal(), at: url ?? self.url))
    }

    private func buyer(_ number: Json?, of buyers: [Buyer]) -> Buyer {
        buyers[number?.integer ?? buyers.count - 1]
    }

    private func didwwOrders() async throws -> Json {
        try await set("switches", .object(["didww_rate_limit": .null]))
        try await set("script", .list([.object(["own": .flag(true)])]))
        let headers = [
            "api-key": "emulator-key", "x-didww-api-version": "2026-04-16", "accept": "application/vnd.api+json",
        ].map { Json.list([.text($0.key), .text($0.value)]) }
        return try await ask("GET", "/v3/orders?page%5Bsize%5D=100", headers, nil)["data"] ?? .null
    }

    private func isPurchase(_ request: Json) -> Bool {
        let target = request["target"]?.text ?? ""
        let isOrder = target.hasSuffix("/dids/orders") || target == "/v3/orders"
        return target.hasPrefix("/ibp_api.php") || request["method"]?.text == "POST" && isOrder
    }

    private func list(_ name: String) -> [Json] { round[name]?.list ?? [] }
    private func flag(_ name: String) -> Bool { round[name]?.flag == true }
    private func integer(_ name: String) -> Int { round[name]?.integer ?? 0 }

    private func set(_ route: String, _ body: Json) async throws {
        _ = try await ask("POST", "/_emulator/\(route)", [], body.written)
    }

    private func told(_ what: String) async throws -> Json {
        try await ask("GET", "/_emulator/\(what)", [], nil)[what] ?? .null
    }

    private func ask(_ method: String, _ target: String, _ headers: [Json], _ body: String?) async throws -> Json {
        guard let url = URL(string: url + target) else { throw Misfit("no URL: \(target)") }
        return try await fetch(url, method: method, headers: headers, text: body)
    }
}

extension Json {
    fileprivate var milliseconds: Duration? { integer.map { .milliseconds($0) } }
}
