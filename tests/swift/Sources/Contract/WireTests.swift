import Foundation
import Telnum

/// What really is on the wire, as a server of bare sockets counts it.
struct Wire: Sendable {
    let url: String

    /// A client with paths of its own, so that its requests are counted apart.
    func client(_ name: String) throws -> IdtExpress {
        try IdtExpress(apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: "\(url)/\(name)", maxRetries: 0)
    }

    func counts(_ name: String) async throws -> Json {
        guard let target = URL(string: "\(url)/counts/\(name)") else { throw Misfit("no URL: \(url)") }
        return try await fetch(target)
    }

    /// Waits until the server has counted so many requests.
    func until(_ name: String, _ method: String, is count: Int) async throws {
        while try await counts(name)[method]?.integer != count { try await Task.sleep(for: .milliseconds(2)) }
    }

    /// Waits until the client has given up the request that the server holds.
    func untilGone(_ name: String) async throws {
        for _ in 0..<100 {
            if try await counts(name)["gone_after"]?.list.count == 1 { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Misfit("the connection is still there a second later")
    }
}

func wireTests(_ report: Report, _ wire: Wire?) async {
    let lacks = wire == nil ? "TELNUM_WIRE_SERVER is not set" : nil
    let wire = wire ?? Wire(url: "http://127.0.0.1:1")

    await report.add("swift: cancelling a task ends its request on the wire", lacks: lacks) {
        let client = try wire.client("hang-get")
        let task = Task { try await client.getOrder("1") }
        try await wire.until("hang-get", "GET", is: 1)
        let started = ContinuousClock.now
        task.cancel()
        let outcome = await task.result
        let surfaced = ContinuousClock.now - started
        guard case .failure(let error) = outcome, error is CancellationError else { throw Misfit("\(outcome)") }
        try check(surfaced < .milliseconds(50), "cancelling took \(surfaced)")
        try await wire.untilGone("hang-get")
    }

    await report.add("swift: a cancelled task sends nothing", lacks: lacks) {
        let client = try wire.client("hang-never")
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.createOrder(didGroupId: 1, quantity: 1)
        }
        guard case .failure(let error) = await task.result, error is CancellationError else {
            throw Misfit("it was not cancelled")
        }
        try check(try await wire.counts("hang-never")["POST"] == .number(0), "a purchase was sent")
    }

    await report.add("swift: a walk over numbers can be cancelled", lacks: lacks) {
        let client = try wire.client("hang-walk")
        let task = Task { for try await _ in client.numbers() {} }
        try await wire.until("hang-walk", "GET", is: 1)
        task.cancel()
        guard case .failure(let error) = await task.result, error is CancellationError else {
            throw Misfit("it was not cancelled")
        }
        try await wire.untilGone("hang-walk")
    }

    await report.add("swift: a lost purchase was one request, on a connection of its own", lacks: lacks) {
        let client = try IdtExpress(
            apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: "\(wire.url)/drop"
        )
        _ = try await client.listNumbers()
        _ = try await client.listNumbers()
        let error = try await failure { try await client.createOrder(didGroupId: 16847, quantity: 3) }
        try check(error.kind == .outcomeUnknown && error.cause == .transport, "\(error.kind): \(error)")
        try check(error.attempt?.operation == "create_order", "the attempt is missing")
        let counts = try await wire.counts("drop")
        try check(counts["POST"] == .number(1), "the purchase was sent \(counts["POST"]?.written ?? "?") times")
        try check(counts["connections"] == .number(2), "\(counts.written): reads share one, the purchase has its own")
    }

    await report.add("swift: the deadline holds against a dripping body", lacks: lacks) {
        let client = try wire.client("drip")
        for limit in [0.3, 0.7] {
            let started = ContinuousClock.now
            let error = try await failure { try await client.listNumbers(timeout: .seconds(limit)) }
            let over = ContinuousClock.now - started - .seconds(limit)
            try check(error.kind == .timeout, "\(error.kind): \(error)")
            try check(over < .milliseconds(50), "\(over) over the deadline")
        }
    }

    await report.add("swift: 64 calls at once, from one client", lacks: lacks) {
        let client = try wire.client("many")
        let pages = try await withThrowingTaskGroup(of: IdtNumberPage.self) { group in
            for _ in 0..<64 { group.addTask { try await client.listNumbers() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try check(pages.count == 64 && Set(pages).count == 1, "\(pages.count) pages")
        try check(try await wire.counts("many")["GET"] == .number(64), "not 64 requests")
    }
}

func check(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws {
    if !condition { throw Misfit(otherwise()) }
}

/// The error of a call that must fail.
func failure(_ call: () async throws -> some Any) async throws -> TelnumError {
    do { throw Misfit("no error, but \(try await call())") } catch let error as TelnumError { return error }
}
