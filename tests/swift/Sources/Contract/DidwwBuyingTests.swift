import Foundation
import Telnum

/// A number's life at DIDWW, from the search to its end, and orders that go another way.
func didwwBuyingTests(_ report: Report) async {
    await report.add("swift: a number of Berlin is chosen, held, bought, routed, let end and taken back") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.didww()
        let (group, sku) = try await affordable(client)
        let offered = try await client.listAvailableDids(filter: .init(didGroupId: .is(group.id))).availableDids[0]
        let held = try await client.createDidReservation(availableDidId: offered.id).didReservation
        let again = try await client.listAvailableDids(filter: .init(didGroupId: .is(group.id), id: .is(offered.id)))
        try check(again.availableDids.isEmpty, "it is offered still")

        let created = try await client.createOrder(items: [.init(skuId: sku.id, didReservationId: held.id)])
        try check(created.status == .pending && created.disagreements.isEmpty, "\(created)")
        var seen: [DidwwOrderStatus?] = []
        let order = try await client.waitForOrder(created.id) { seen.append($0.status) }
        try check(seen == [.pending, .completed], "\(seen)")
        let dids = try await client.listDids(filter: .init(orderId: .is(order.id))).dids
        try check(dids.map(\.e164) == [offered.e164], "\(dids)")
        let id = dids[0].id

        let trunk = try await client.createSipTrunk(name: "office", host: "sip.example.com").voiceInTrunk
        _ = try await client.updateDid(id, description: "reception", voiceInTrunkId: trunk.id)
        let routed = try await client.getDid(id, include: [.voiceInTrunk]).did
        let description: String? = routed.description
        try check(try routed.voiceInTrunk?.name == "office" && description == "reception", "\(routed)")
        let cleared: String? = try await client.updateDid(id, clear: [.description]).did.description
        try check(cleared == nil, "it is still \(cleared ?? "")")

        try check(try await client.stopRenewingDid(id).did.billingCyclesCount == 0, "it is renewed")
        try check(try await client.getDid(id).did.terminated == false, "it has ended at once")
        try emulator.advance(.seconds(32 * 86_400))
        try check(try await client.getDid(id).did.terminated == true, "it goes on")
        try check(try await client.restoreDid(id).did.terminated == false, "it is not restored")
        // The month that it was taken back for is paid.
        let costs = emulator.ledger.map { $0.cost.flatMap { Decimal(string: $0) } }
        try check(costs == [order.amount, sku.monthlyPrice], "\(costs)")
    }

    await report.add("swift: an order that is pending can be cancelled, and its number is gone") {
        let client = try Emulator(seed: 7).didww()
        let order = try await client.createOrder(items: [.init(skuId: try await affordable(client).sku.id, qty: 1)])
        try check(try await client.cancelOrder(order.id).id == order.id, "another order")
        let seen = try await client.watchOrder(order.id).reduce(into: []) { $0.append($1.status) }
        try check(seen == [.canceled], "\(seen)")
        try check(try await client.listDids(filter: .init(orderId: .is(order.id))).dids.isEmpty, "its number is there")
        let error = try await failure { try await client.cancelOrder(order.id) }
        try check(error.kind == .invalidInput, "\(error)")
    }

    await report.add("swift: an order whose answer is lost is found by its attempt's id, by another client too") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.didww()
        let attempt = try client.prepareOrder(items: [.init(skuId: try await affordable(client).sku.id, qty: 1)])
        try emulator.script(#"["reset_after"]"#)
        let lost = try await failure { try await client.place(attempt) }
        try check(lost.kind == .outcomeUnknown && lost.attempt == attempt, "\(lost)")
        let kept = try Attempt(json: attempt.toJson())
        let found = try await emulator.didww().listOrders(filter: .init(externalReferenceId: .is(kept.id))).orders
        try check(found.map(\.externalReferenceId) == [attempt.id], "\(found)")
        try check(emulator.ledger.map(\.orderId) == [found[0].id], "\(emulator.ledger)")
    }

    await report.add("swift: a trunk's password is in nothing that can be printed: answers, requests, errors, logs") {
        let emulator = Emulator(seed: 7)
        let journal = Journal()
        let client = try emulator.didww(logger: journal.take)
        let password = "trunk-1234567890"
        let create = { (name: String, port: Int?) in
            try await client.createSipTrunk(
                name: name, host: "sip.example.com", port: port, authEnabled: true, authUser: "office",
                authPassword: password
            )
        }
        let made = try await create("office", nil)
        let changed = try await client.updateVoiceInTrunk(made.voiceInTrunk.id, authPassword: password + "-2")
        let failures = [
            try await failure { try await create("office", nil) },
            try await failure { try await create("", 0) },
            try await failure { try await client.updateVoiceInTrunk("", authPassword: password) }
        ]
        for answer in [made, changed] { try check(answer.toJson().contains("[redacted]"), answer.toJson()) }
        var printed = "\(made) \(dumped(made)) \(changed) \(emulator.requests) \(dumped(client)) \(journal.events)"
        for error in failures { printed += "\(error) \(dumped(error)) \(error.toJson())" }
        try check(printed.contains("office") && !printed.contains(password), printed)
    }
}

/// A group of Berlin, and what costs less than 2 a month there.
private func affordable(_ client: Didww) async throws -> (group: DidwwDidGroup, sku: DidwwStockKeepingUnit) {
    let page = try await client.listDidGroups(
        filter: .init(areaName: "Berlin", isAvailable: true), include: [.stockKeepingUnits]
    )
    let group = page.didGroups[0]
    guard let sku = try group.stockKeepingUnits.first(where: { ($0.monthlyPrice ?? 2) < 2 }) else {
        throw Misfit("nothing of Berlin is that cheap")
    }
    return (group.object, sku.object)
}
