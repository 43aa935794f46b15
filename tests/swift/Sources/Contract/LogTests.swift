import Foundation
import Telnum

/// What logs are to a user of Swift.
func logTests(_ report: Report) async {
    await report.add("swift: events are there when the call returns; they compare, hash and print") {
        let (one, other) = (try await logged(), try await logged())
        try check(one.map(\.level) == [.debug, .info, .debug, .warning], "\(one)")
        try check(one.map(\.about) == [.request, .call, .request, .call], "\(one)")
        try check(one.map(\.error) == [nil, nil, .notFound, .notFound], "\(one)")
        try check(one == other && Set(one + other).count == 4, "events do not compare")
        try check("\(one[3])".contains("get_order") && one[3].toJson().contains(#""error":"not_found""#), "\(one[3])")
        try check(one[3].text.hasPrefix("get_order: not_found (HTTP 404)"), one[3].text)
    }

    await report.add("swift: a logger is told of no less than the level it wants") {
        for (level, wanted) in [(LogLevel.warning, [LogLevel.warning]), (.info, [.info, .warning])] {
            let journal = Journal()
            let options = ClientOptions(logger: journal.take, logLevel: level)
            let client = try Emulator(seed: 7).idtExpress(options: options)
            _ = try await client.listCountries()
            _ = try await failure { try await client.getOrder("none") }
            try check(journal.events.map(\.level) == wanted, "\(journal.events)")
        }
    }

    await report.add("swift: a logger may be slow, and use its client's emulator and other clients") {
        let emulator = Emulator(seed: 7)
        let inner = try emulator.idtExpress()
        let client = try emulator.idtExpress(logger: { _ in
            Thread.sleep(forTimeInterval: 0.05)
            _ = (emulator.requests.count, inner.description, try? inner.prepareOrder(didGroupId: 1, quantity: 1))
        })
        let order = try await client.createOrder(didGroupId: 16847, quantity: 2)
        try check(emulator.ledger.map(\.orderId) == [order.id], "\(emulator.ledger)")
    }

    await report.add("swift: a purchase goes on whatever its logger calls") {
        let emulator = Emulator(seed: 7)
        final class Calling: @unchecked Sendable {
            // Set before the call, and told of one event at a time.
            var client: IdtExpress?
            var isBusy = false
        }
        let calling = Calling()
        let client = try emulator.idtExpress(logger: { _ in
            if calling.isBusy { return }
            calling.isBusy = true
            let done = DispatchSemaphore(value: 0)
            Task {
                _ = try? await calling.client?.createOrder(didGroupId: 16847, quantity: 1)
                done.signal()
            }
            done.wait()
        })
        calling.client = client
        let order = try await client.createOrder(didGroupId: 16847, quantity: 3)
        try check(order.ordered == 3 && emulator.ledger.map(\.quantity).sorted() == [1, 3], "\(emulator.ledger)")
        calling.client = nil
    }

    await report.add("swift: 64 calls at once log 128 events") {
        let journal = Journal()
        let client = try Emulator(seed: 7).idtExpress(logger: journal.take)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<64 { group.addTask { _ = try await client.listNumbers() } }
            try await group.waitForAll()
        }
        try check(journal.events.count == 128, "\(journal.events.count) events")
        try check(journal.events.count { $0.about == .call } == 64, "not 64 calls")
    }

    await report.add("swift: a logger goes with its client, also with one that was never made") {
        weak var journal: Journal?
        do {
            let kept = Journal()
            journal = kept
            let client = try Emulator(seed: 7).idtExpress(logger: kept.take)
            _ = try await client.listCountries()
            let error = try await failure { try IdtExpress(apiKey: "", apiSecret: "x", logger: kept.take) }
            try check(error.kind == .configuration && kept.events.count == 2, "\(error)")
        }
        for _ in 0..<500 where journal != nil { try await Task.sleep(for: .milliseconds(2)) }
        try check(journal == nil, "the logger is still there a second later")
    }
}

/// The events of a call that succeeds and one that does not, without their times.
private func logged() async throws -> [LogEvent] {
    let journal = Journal()
    let client = try Emulator(seed: 7).idtExpress(logger: journal.take)
    _ = try await client.listCountries()
    _ = try? await client.getOrder("no-such")
    return journal.events
}
