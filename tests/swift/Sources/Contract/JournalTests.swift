import Foundation
import Telnum

/// Clients with a journal place each attempt once between them.
func journalTests(_ report: Report) async {
    await report.add("swift: another client with the same journal does not place an attempt again, and names its order") {
        try await withJournal { emulator, journal in
            let attempt = try emulator.idtExpress().prepareOrder(didGroupId: 16847, quantity: 2)
            let order = try await emulator.idtExpress(journal: journal).place(attempt)
            let other = try emulator.idtExpress(options: ClientOptions(journal: journal))
            let refused = try await failure { try await other.place(attempt) }
            try check(refused.kind == .conflict && refused.candidateOrderId == order.id, "\(refused)")
            try check(refused.attempt == attempt && emulator.ledger.count == 1, "\(refused)")
        }
    }

    await report.add("swift: what one client left open, another one shows, finds and goes on with") {
        try await withJournal { emulator, journal in
            let client = try emulator.idtExpress(journal: journal)
            let attempt = try client.prepareOrder(didGroupId: 16847, quantity: 2)
            try emulator.script(#"[{"fault": "reset_after"}]"#)
            try check(try await failure { try await client.place(attempt) }.kind == .outcomeUnknown, "it was not lost")
            let other = try emulator.idtExpress(journal: journal)
            let open = try await other.openAttempts()
            try check(open.map(\.attempt) == [attempt], "\(open)")
            let bought = try await other.buyNumbers(attempt: attempt, soleBuyer: true)
            try check(bought.stage == .done && bought.delivered == 2, "\(bought)")
            try check(try await client.openAttempts().isEmpty && emulator.ledger.count == 1, "\(emulator.ledger)")
        }
    }

    await report.add("swift: what was refused may be placed again with the journal, what was lost may not") {
        try await withJournal { emulator, journal in
            try emulator.set("balance", "0.31")
            let attempt = try emulator.idtExpress().prepareOrder(didGroupId: 16847, quantity: 2)
            let place = { try await emulator.idtExpress(journal: journal).place(attempt) }
            try check(try await failure(place).kind == .insufficientFunds, "it was not refused")
            try emulator.set("balance", "100")
            try emulator.script(#"[{"fault": "reset_after"}]"#)
            try check(try await failure(place).kind == .outcomeUnknown, "it was not lost")
            try check(try await failure(place).kind == .conflict, "it was placed again")
            try check(emulator.ledger.count == 1, "\(emulator.ledger)")
        }
    }
}

private func withJournal(_ test: (Emulator, String) async throws -> Void) async throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("telnum-\(UUID().uuidString).journal").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try await test(Emulator(seed: 7), path)
}
