import Foundation
import Telnum

/// What waiting is to a user of Swift.
func waitTests(_ report: Report, _ wire: Wire?) async {
    let lacks = wire == nil ? "TELNUM_WIRE_SERVER is not set" : nil
    let wire = wire ?? Wire(url: "http://127.0.0.1:1")

    await report.add("swift: a wait tells of each change in order, and a watch of the same") {
        let (id, client) = try await orderInSteps()
        var told: [IdtOrder] = []
        let order = try await client.waitForOrder(id) { told.append($0) }
        try check(told.map(\.status) == [.created, .processing, .complete], "\(told.map(\.status))")
        try check(told.map(\.fulfilled) == [0, 2, 4] && told.last == order, "\(told)")
        try check(order.delivery == .delivered, "\(order.delivery)")
        let (again, other) = try await orderInSteps()
        let watched = try await other.watchOrder(again).reduce(into: []) { $0.append($1) }
        try check(watched == told, "a watch shows \(watched.map(\.status))")
    }

    await report.add("swift: what the callback of a wait throws ends the wait and is thrown") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress()
        let order = try await client.createOrder(didGroupId: 90014, quantity: 4)
        let before = emulator.requests.count
        do {
            _ = try await client.waitForOrder(order.id) { throw Misfit("seen \($0.status)") }
            throw Misfit("the wait went on")
        } catch let error as Misfit {
            try check(error.description == "seen created", "\(error)")
        }
        try check(emulator.requests.count - before == 1, "\(emulator.requests.count - before) requests")
    }

    await report.add("swift: the callback of a wait runs where its caller is") { @MainActor in
        let (id, client) = try await orderInSteps()
        // Neither this nor the closure is Sendable.
        final class View { var shown: [IdtDelivery] = [] }
        let view = View()
        _ = try await client.waitForOrder(id) { order in
            MainActor.assertIsolated()
            await Task.yield()
            view.shown.append(order.delivery)
        }
        let answer = try await client.withResponse { client in
            MainActor.assertIsolated()
            let order = try await client.getOrder(id)
            view.shown.append(order.delivery)
            return order
        }
        try check(answer.info.httpStatus == 200 && view.shown.popLast() == .delivered, "\(answer)")
        try check(view.shown == [.moving, .moving, .delivered], "\(view.shown)")
    }

    await report.add("swift: a watch asks for nothing before it is wanted, and each begins anew") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress()
        let order = try await client.createOrder(didGroupId: 90014, quantity: 4)
        let before = emulator.requests.count
        let watch = client.watchOrder(order.id)
        for try await order in watch {
            try check(order.status == .created, "\(order.status)")
            break
        }
        for try await _ in watch.prefix(1) {}
        try check(emulator.requests.count - before == 2, "\(emulator.requests.count - before) requests")
        let error = try await failure { for try await _ in client.watchOrder("..") {} }
        try check(error.kind == .invalidInput, "\(error)")
    }

    await report.add("swift: a wait whose time is up carries the order") {
        let client = try Emulator(seed: 7).idtExpress()
        let order = try await client.createOrder(didGroupId: 90012, quantity: 2)
        let error = try await failure { try await client.waitForOrder(order.id, timeout: .seconds(20)) }
        try check(error.kind == .timeout && error.order?.delivery == .moving, "\(error)")
        try check(error.order?.id == order.id && error.order?.shortfall == 2, "\(error)")
    }

    await report.add("swift: cancelling a wait ends its request on the wire", lacks: lacks) {
        let client = try wire.client("hang-wait")
        let task = Task { try await client.waitForOrder("1") { _ in throw Misfit("an order") } }
        try await wire.until("hang-wait", "GET", is: 1)
        try await cancelled(task)
        try await wire.untilGone("hang-wait")
    }

    await report.add("swift: cancelling a watch ends its request on the wire", lacks: lacks) {
        let client = try wire.client("hang-watch")
        let task = Task { for try await _ in client.watchOrder("1") {} }
        try await wire.until("hang-watch", "GET", is: 1)
        try await cancelled(task)
        try await wire.untilGone("hang-watch")
    }

    await report.add("swift: cancelling a wait between two looks ends it at once", lacks: lacks) {
        let client = try wire.client("moving")
        let (seen, tell) = AsyncStream<IdtOrder>.makeStream()
        let task = Task { try await client.waitForOrder("1") { tell.yield($0) } }
        for await order in seen.prefix(1) { try check(order.delivery == .moving, "\(order)") }
        try await cancelled(task)
        try check(try await wire.counts("moving")["GET"] == .number(1), "it looked again")
    }
}

/// An order that is delivered in two steps.
private func orderInSteps() async throws -> (String, IdtExpress) {
    let client = try Emulator(seed: 7).idtExpress()
    return (try await client.createOrder(didGroupId: 90014, quantity: 4).id, client)
}

/// Cancels, and sees that the task ends at once and as Swift's own tasks do.
private func cancelled(_ task: Task<some Sendable, any Error>) async throws {
    let started = ContinuousClock.now
    task.cancel()
    let outcome = await task.result
    let surfaced = ContinuousClock.now - started
    guard case .failure(let error) = outcome, error is CancellationError else { throw Misfit("\(outcome)") }
    try check(surfaced < .milliseconds(50), "cancelling took \(surfaced)")
}
