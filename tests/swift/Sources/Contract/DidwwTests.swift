import Foundation
import Telnum

/// What DIDWW is to a user of Swift.
func didwwTests(_ report: Report, _ wire: Wire?) async {
    await report.add("swift: a link leads to an object, to none, or was not asked for") {
        let client = try Emulator(seed: 7).didww()
        let page = try await client.listDids(include: [.didGroup, .didGroupCountry, .voiceInTrunk], pageSize: 100)
        let names = try page.dids.compactMap { try $0.didGroup?.country?.name }
        try check(names.count == 100 && Set(names).count > 1, "\(names)")
        let trunks = try page.dids.map { try $0.voiceInTrunk?.name }
        try check(trunks.contains { $0 == nil } && trunks.contains { $0 != nil }, "\(trunks)")
        for did in page.dids {
            let error = try await failure { try did.order }
            try check(error.kind == .invalidInput && error.carrier == .didww, "\(error)")
            try check(error.text == "`order` is not in the answer: pass `order` in `include`; if you did, the carrier left it out.", error.text)
            try check(error.details.map(\.field) == ["include"] && error.details.map(\.code) == ["112"], "\(error.details)")
            let deeper = try await failure { try did.didGroup?.stockKeepingUnits }
            try check(deeper.text.contains("pass `did_group.stock_keeping_units`"), deeper.text)
        }
    }

    await report.add("swift: what a page includes is there once, and links to many are lists") {
        let client = try Emulator(seed: 7).didww()
        let page = try await client.listDids(
            include: [.didGroupStockKeepingUnits, .didGroupCity, .capacityPool], pageSize: 100
        )
        let groups = try page.dids.compactMap { try $0.didGroup }
        try check(groups.count == 100 && Set(groups.map(\.id)).count == page.included.didGroups.count, "\(groups.count)")
        let units = try groups.flatMap { try $0.stockKeepingUnits }
        try check(units.contains { $0.monthlyPrice ?? 0 > 0 }, "no unit has a price")
        let pool = try page.dids.compactMap { try $0.capacityPool }.first
        let error = try await failure { try pool?.countries }
        try check(error.text.contains("pass `capacity_pool.countries`"), error.text)
    }

    await report.add("swift: a DID of a walk outlives its page, compares, hashes and prints as itself") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.didww()
        let walk = client.dids(include: [.didGroupCountry], pageSize: 10)
        var dids: [DidwwLinked<DidwwDid>] = []
        for try await did in walk.prefix(12) { dids.append(did) }
        try check(emulator.requests.count == 2, "\(emulator.requests.count) requests")
        try check(try dids.allSatisfy { try $0.didGroup?.country?.iso?.count == 2 }, "a country is lost")
        let again = try await walk.prefix(12).reduce(into: []) { $0.append($1) }
        try check(again == dids && Set(again + dids).count == 12, "DIDs do not compare")
        for did in dids {
            // What a DID describes is its own attribute, and not what it prints.
            let description: String? = did.description
            try check(description == did.object.description, "\(did)")
            try check("\(did)".contains(did.id) && dumped(did).contains(did.id), "\(did)")
            try check("\(did)".utf8.count < 4000 && dumped(did).utf8.count < 8000, "it prints its page too")
            try check(try Json.read(did.toJson())["did_group"]?["id"] != nil, did.toJson())
        }
    }

    await report.add("swift: what is wanted of DIDs reads as Swift, and goes out as the carrier writes it") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.didww()
        _ = try await client.listDids(
            filter: DidwwDidFilter(
                blocked: false, billingCyclesCount: .blank, didGroupFeatures: ["voice_in", "sms_in"],
                other: [DidwwOtherFilter(name: "country.id", wanted: "x")]
            ),
            include: [.didGroupCountry, "order"], sort: [.descending(.createdAt), .ascending("number")],
            fields: [.dids(.number, .expiresAt), DidwwFieldset(objectType: "orders", fields: ["amount"])]
        )
        let target = emulator.requests.last?.target.removingPercentEncoding ?? ""
        for part in [
            "filter[blocked]=false", "filter[billing_cycles_count]=&", "filter[did_group.features]=voice_in,sms_in",
            "filter[country.id]=x", "include=did_group.country,order", "sort=-created_at,number",
            "fields[dids]=number,expires_at,did_group,order", "fields[orders]=amount",
        ] where !target.contains(part) { throw Misfit("\(part) is not in \(target)") }
        try check(DidwwInclude(text: "order") == .order && DidwwInclude.didGroupCity.text == "did_group.city", "names")
    }

    await report.add("swift: a source of tokens is asked before each request, and its failure is the call's") {
        let emulator = Emulator(seed: 7)
        let asked = Counter()
        let client = try emulator.didww(apiVersion: "2026-11-19", tokenSource: {
            try await Task.sleep(for: .milliseconds(5))
            return "emulator-token-\(asked.next())"
        })
        for try await _ in client.dids(pageSize: 100).prefix(150) {}
        try check(asked.count == 2, "it was asked \(asked.count) times")
        for request in emulator.requests {
            try check(request.headers.contains { $0.name == "authorization" }, "\(request.headers.map(\.name))")
            try check(!"\(request)".contains("emulator-token"), "the token shows")
        }
        let before = emulator.requests.count
        let lost = try emulator.didww(tokenSource: { throw Misfit("the vault is closed") })
        let error = try await failure { try await lost.listDids() }
        try check(error.kind == .authentication && error.text.contains("the vault is closed"), "\(error)")
        try check(emulator.requests.count == before, "something was sent")
    }

    await report.add("swift: a source of tokens that hangs is cancelled with its call, and at the deadline") {
        for (inMemory, isCancelled) in [(true, true), (false, true), (true, false), (false, false)] {
            let (began, begin) = AsyncStream<Void>.makeStream()
            let (ended, end) = AsyncStream<Void>.makeStream()
            let source: @Sendable () async throws -> String = {
                begin.yield()
                defer { end.yield() }
                try await Task.sleep(for: .seconds(3600))
                return "emulator-token"
            }
            let client = try inMemory
                ? Emulator(seed: 7).didww(tokenSource: source)
                : Didww(tokenSource: source, baseUrl: "http://127.0.0.1:1")
            let task = Task { try await client.listDids(timeout: isCancelled ? nil : .seconds(0.1)) }
            for await _ in began.prefix(1) {}
            if isCancelled { task.cancel() }
            for await _ in ended.prefix(1) {}
            guard case .failure(let error) = await task.result else { throw Misfit("it was not ended") }
            let isRight = isCancelled ? error is CancellationError : (error as? TelnumError)?.kind == .timeout
            try check(isRight, "\(error)")
        }
    }

    let lacks = wire == nil ? "TELNUM_WIRE_SERVER is not set" : nil
    await report.add("swift: over HTTP a source of tokens may take its time, within the call's", lacks: lacks) {
        guard let wire else { return }
        let client = try Didww(tokenSource: {
            try await Task.sleep(for: .milliseconds(20))
            return "emulator-token"
        }, baseUrl: "\(wire.url)/many-tokens")
        let error = try await failure { try await client.listDids() }
        try check(error.kind == .decode, "\(error)")
        try check(try await wire.counts("many-tokens")["GET"] == .number(1), "not one request")
        let slow = try Didww(tokenSource: {
            try await Task.sleep(for: .seconds(2))
            return "emulator-token"
        }, baseUrl: "\(wire.url)/no-tokens")
        let started = ContinuousClock.now
        let late = try await failure { try await slow.listDids(timeout: .seconds(0.3)) }
        try check(late.kind == .timeout && ContinuousClock.now - started < .seconds(1), "\(late)")
        try check(try await wire.counts("no-tokens")["GET"] == .number(0), "something was sent")
    }

    await report.add("swift: cancelling a walk over DIDs ends its request on the wire", lacks: lacks) {
        guard let wire else { return }
        let client = try Didww(apiKey: "emulator-key", baseUrl: "\(wire.url)/hang-dids")
        let task = Task { for try await _ in client.dids(pagesAhead: 3) {} }
        try await wire.until("hang-dids", "GET", is: 1)
        task.cancel()
        guard case .failure(let error) = await task.result, error is CancellationError else {
            throw Misfit("it was not cancelled")
        }
        try await wire.untilGone("hang-dids")
    }
}

/// Counts.
private final class Counter: @unchecked Sendable {
    // Guarded by the lock.
    private var value = 0
    private let lock = NSLock()

    var count: Int { lock.withLock { value } }

    func next() -> Int {
        lock.withLock {
            value += 1
            return value
        }
    }
}
