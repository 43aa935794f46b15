import Foundation
import Telnum

/// A journal of the caller's own, which keeps what it was told, or fails.
private actor Remembered: Telnum.Journal {
    enum Fault { case claim, late, settle }

    private(set) var outcomes: [JournalOutcome] = []
    private var orders: [String: String?] = [:]
    private let fault: Fault?

    init(_ fault: Fault? = nil) {
        self.fault = fault
    }

    func claim(_ attempt: Attempt, at time: Date) async throws -> JournalClaim {
        if fault == .claim { throw Away() }
        if fault == .late { try await Task.sleep(for: .seconds(30)) }
        if let order = orders[attempt.id] { return JournalClaim(granted: false, orderId: order) }
        orders[attempt.id] = .some(nil)
        return JournalClaim(granted: true, orderId: nil)
    }

    func settle(_ attempt: Attempt, outcome: JournalOutcome) throws {
        if fault == .settle { throw Away() }
        outcomes.append(outcome)
        if outcome.result == .notPlaced { orders[attempt.id] = nil } else { orders[attempt.id] = outcome.orderId }
    }

    func open() throws -> [OpenAttempt] {
        if fault == .claim { throw Away() }
        return []
    }

    func placed() -> [PlacedAttempt] {
        orders.compactMap { id, order in order.map { PlacedAttempt(attemptId: id, orderId: $0) } }
    }
}

private struct Away: Error, CustomStringConvertible {
    let description = "the database is away"
}

/// Clients with a journal of the caller's own.
func ownJournalTests(_ report: Report) async {
    await report.add("swift: a journal of the caller's own is asked before a purchase and told its outcome") {
        let (emulator, journal) = (Emulator(seed: 7), Remembered())
        let client = try emulator.idtExpress(journalStore: journal)
        let attempt = try client.prepareOrder(didGroupId: 16847, quantity: 2)
        let order = try await client.place(attempt)
        try emulator.script(#"[{"fault": "reset_after"}]"#)
        let lost = try await failure { try await client.createOrder(didGroupId: 16847, quantity: 2) }
        try emulator.set("balance", "0.31")
        let refused = try await failure { try await client.createOrder(didGroupId: 16847, quantity: 2) }
        try check(lost.kind == .outcomeUnknown && refused.kind == .insufficientFunds, "\(lost) \(refused)")
        let outcomes = await journal.outcomes
        try check(outcomes.map(\.result) == [.placed, .unknown, .notPlaced], "\(outcomes)")
        try check(outcomes.map(\.orderId) == [order.id, nil, nil], "\(outcomes)")
        try check(outcomes.map(\.cause) == [nil, .transport, .insufficientFunds], "\(outcomes)")
        try check(outcomes[1].sentAt == lost.sentAt, "\(outcomes)")
        let other = try emulator.idtExpress(options: ClientOptions(journalStore: journal))
        let again = try await failure { try await other.place(attempt) }
        try check(again.kind == .conflict && again.candidateOrderId == order.id, "\(again)")
        try check(try await client.openAttempts().isEmpty && emulator.ledger.count == 2, "\(emulator.ledger)")
    }

    await report.add("swift: what another client has found out is told without a look") {
        let (emulator, journal) = (Emulator(seed: 7), Remembered())
        let client = try emulator.idtExpress(journalStore: journal)
        let attempt = try client.prepareOrder(didGroupId: 16847, quantity: 2)
        try emulator.script(#"[{"fault": "reset_after"}]"#)
        let lost = try await failure { try await client.place(attempt) }
        guard let order = emulator.ledger.first?.orderId else { throw lost }
        let other = try emulator.idtExpress(journalStore: journal)
        _ = try await other.settleAttempt(attempt, orderId: order)
        let requests = emulator.requests.count
        let found = try await client.reconcileOrders(attempts: [attempt])
        try check(found.map(\.outcome) == [.placed] && found.map(\.orderIds) == [[order]], "\(found)")
        try check(emulator.requests.count == requests, "\(emulator.requests)")
    }

    await report.add("swift: where a claim of it fails nothing is sent, and the error says why") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress(journalStore: Remembered(.claim))
        let refused = try await failure { try await client.createOrder(didGroupId: 16847, quantity: 2) }
        try check(refused.kind == .configuration, "\(refused)")
        try check(refused.text == "The journal failed: the database is away. Nothing was sent.", refused.text)
        let unread = try await failure { try await client.openAttempts() }
        try check(unread.text == "The journal failed: the database is away.", unread.text)
        try check(emulator.requests.isEmpty, "\(emulator.requests)")
    }

    await report.add("swift: a claim of it that does not come in time is a time-out, and nothing is sent") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress(timeout: .milliseconds(100), journalStore: Remembered(.late))
        let refused = try await failure { try await client.createOrder(didGroupId: 16847, quantity: 2) }
        try check(refused.kind == .timeout && emulator.requests.isEmpty, "\(refused)")
    }

    await report.add("swift: what it throws of an outcome is dropped, and a client has one journal") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress(journalStore: Remembered(.settle))
        let order = try await client.createOrder(didGroupId: 16847, quantity: 2)
        try check(order.ordered == 2, "\(order)")
        let refused = try await failure {
            try emulator.idtExpress(journal: "orders.journal", journalStore: Remembered())
        }
        try check(refused.text.hasPrefix("Two journals were given"), refused.text)
    }
}
