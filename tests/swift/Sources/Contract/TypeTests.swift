import Foundation
import Telnum

/// What the types are to a user of Swift, which entries in canonical form cannot say.
func typeTests(_ report: Report) async {
    await report.add("swift: records compare, hash and print") {
        let (one, other) = (Emulator(seed: 7), Emulator(seed: 7))
        let order = try await one.idtExpress().createOrder(didGroupId: 16847, quantity: 3)
        let same = try await other.idtExpress().createOrder(didGroupId: 16847, quantity: 3)
        let another = try await one.idtExpress().createOrder(didGroupId: 16847, quantity: 3)
        try check(order == same && order != another, "orders do not compare")
        try check(Set([order, same, another]).count == 2, "orders do not hash")
        try check("\(order)".contains(order.id), "\(order)")
        try check("\(order.status)" == "created" && order.ordered == 3 && order.shortfall == 3, "\(order)")
    }

    await report.add("swift: the records of lists and of deleting compare, hash and print") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress()
        let order = try await client.createOrder(didGroupId: 16847, quantity: 3)
        let (page, again) = (try await client.listOrders(), try await client.listOrders(filterByStatus: "created"))
        let summary = page.orders.first { $0.id == order.id }
        try check(summary?.status == .created && summary?.ordered == 3, "\(page)")
        try check(Set([summary, again.orders.first { $0.id == order.id }]).count == 1, "\(again)")
        try check("\(page)".contains(order.id) && page.toJson().contains(order.id), "\(page)")
        let number = try await client.listNumbers().numbers.first { $0.status == .active }
        let removed = try await client.deleteNumber(number?.number ?? "")
        try check(removed.status == .removed && "\(removed)".contains(number?.number ?? "?"), "\(removed)")
        try check(Set([removed, removed]).count == 1 && removed.toJson().contains(#""status":"removed""#), "\(removed)")
        try check("\(order.delivery)" == "moving" && order.toJson().contains(#""delivery":"moving""#), "\(order)")
        try check(try await client.listCountries().map(\.iso).contains("BR"), "no Brazil")
        try check(try await client.listRegions(countryIso: "CA").isEmpty == false, "no regions")
    }

    await report.add("swift: ids are text or whole numbers") {
        let client = try Emulator(seed: 7).idtExpress()
        let ids: [any CarrierId] = [16847, "16847", "16847 ".dropLast(), UInt64(16847), Int32(16847)]
        for id in ids {
            let attempt = try client.prepareOrder(didGroupId: id, quantity: 3)
            try check(attempt.arguments.contains(#""16847""#), attempt.arguments)
        }
        let error = try await failure { try client.prepareOrder(didGroupId: -1, quantity: .max) }
        try check(error.kind == .invalidInput && error.details.count == 2, "\(error)")
        try check(Set(error.details.map(\.field)) == ["did_group_id", "quantity"], "\(error.details)")
    }

    await report.add("swift: amounts are exact, and keep the carrier's decimals") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress()
        for written in ["5.00", "0.0250", "0.00", "12", "-0.10", "0.1234567890123456789", "79228162514264337593543950335"] {
            try emulator.script("""
                [{"status": 200, "body": {"did_groups": [{"id": 1, "name": "A", "fees": {"setup_fee": "\(written)"}}]}}]
                """)
            let groups = try await client.listDidGroups(countryIso: "BR")
            let fees = groups.first?.fees
            let plain = Decimal(string: written)
            try check(fees?.setupFee == plain && fees?.setupFee?.hashValue == plain?.hashValue, "\(groups)")
            try check(fees?.toJson().contains("\"\(written)\"") == true, "\(written): \(fees?.toJson() ?? "?")")
            try check((fees?.setupFee ?? 0) * 2 == (plain ?? 1) * 2, "\(written) does not count")
        }
    }

    await report.add("swift: an attempt goes through JSON and back") {
        let client = try Emulator(seed: 7).idtExpress()
        let attempt = try client.prepareOrder(didGroupId: 16847, quantity: 3)
        try check(try Attempt(json: attempt.toJson()) == attempt, attempt.toJson())
        let order = try await client.place(Attempt(json: attempt.toJson()))
        try check(order.ordered == 3, "\(order)")
        let error = try await failure { try Attempt(json: "{}") }
        try check(error.kind == .invalidInput, "\(error)")
    }

    await report.add("swift: records that a caller makes go into JSON, whatever they hold") {
        for moment in [Date.distantPast, .distantFuture, Date(timeIntervalSince1970: .nan), Date(timeIntervalSince1970: 1e300)] {
            let number = IdtNumber(
                number: "\0\u{1F600}\u{2028}", e164: nil, status: .unknown(text: ""), statusText: "", addedAt: moment,
                removedAt: nil, didGroup: nil
            )
            try check(number.toJson().contains(#""added_at":""#), number.toJson())
        }
    }

    await report.add("swift: kinds of errors are told apart by a switch, and can grow") {
        let error = try await failure { try IdtExpress(apiKey: "", apiSecret: "x") }
        switch error.kind {
        case .configuration: break
        case .timeout, .outcomeUnknown: throw Misfit("\(error.kind)")
        default: throw Misfit("\(error.kind)")
        }
        try check("\(error.kind)" == "configuration" && error.localizedDescription == error.text, "\(error)")
        let general: any Error = error
        try check((general as? LocalizedError)?.errorDescription == error.text, "it is no LocalizedError")
    }

    await report.add("swift: no key shows in a client, an error or what is dumped of them") {
        let keys = ("my-key-of-the-account", "my-secret-of-the-account")
        let client = try IdtExpress(apiKey: keys.0, apiSecret: keys.1, baseUrl: "https://127.0.0.1:1", maxRetries: 0)
        let error = try await failure { try await client.createOrder(didGroupId: 1, quantity: 1) }
        let texts = [
            "\(client)", String(reflecting: client), dumped(client), "\(error)", String(reflecting: error),
            dumped(error), error.toJson(), error.localizedDescription,
        ]
        for text in texts where text.contains(keys.0) || text.contains(keys.1) { throw Misfit("it shows in \(text)") }
        try check(error.kind == .connect, "\(error.kind): \(error)")
    }

    await report.add("swift: a walk asks for a page when it is wanted, and each walk begins anew") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress()
        _ = try await client.createOrder(didGroupId: 16847, quantity: 5)
        try emulator.advance(.seconds(86_400))
        let walk = client.numbers(pageSize: 2)
        let before = emulator.requests.count
        for try await _ in walk.prefix(2) {}
        try check(emulator.requests.count - before == 1, "\(emulator.requests.count - before) requests for one page")
        var numbers: [String] = []
        for try await number in walk { numbers.append(number.number) }
        let total = try await client.listNumbers().total
        try check(numbers.count == total && Set(numbers).count == total && numbers.count >= 5, "\(numbers)")
        let pages = try await client.numberPages(pageSize: 2).reduce(into: 0) { $0 += $1.numbers.count }
        try check(pages == total, "\(pages) in pages")
    }

    await report.add("swift: withResponse brings the exchange along, or says that there was none") {
        let client = try Emulator(seed: 7).idtExpress()
        let answer = try await client.withResponse { try await $0.listDidGroups(countryIso: "BR") }
        try check(answer.info.httpStatus == 200 && answer.info.attempts == 1 && !answer.value.isEmpty, "\(answer)")
        try check(answer.info.requestId?.hasPrefix("emulator-") == true, "\(answer.info)")
        let error = try await failure { try await client.withResponse { _ in 1 } }
        try check(error.kind == .configuration, "\(error)")
    }

    await report.add("swift: the emulator refuses what it cannot do, and says why") {
        let emulator = Emulator()
        for mistake in ["", "{}", #"["rest_after"]"#, "[\u{0}]"] {
            let error = try await failure { try emulator.script(mistake) }
            try check(error.kind == .configuration || error.kind == .invalidInput, "\(error)")
        }
        let wrong = try await failure { try emulator.set("no_such_switch", true) }
        let back = try await failure { try emulator.advance(.seconds(-1)) }
        try check(wrong.text.contains("no_such_switch") && !back.text.isEmpty, "\(wrong)")
    }
}
