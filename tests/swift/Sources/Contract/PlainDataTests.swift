import Foundation
import Telnum

/// What users do with records: store a status, encode and decode them, list them.
func plainDataTests(_ report: Report) async {
    await report.add("swift: a value of a set has its canonical text, and is read from it") {
        try check(IdtOrderItemStatus.fulfilledComplete.text == "fulfilled_complete", "\(IdtOrderItemStatus.fulfilledComplete.text)")
        try check(IdtOrderItemStatus(text: "fulfilled_complete") == .fulfilledComplete, "it is not read")
        try check(IdtOrderItemStatus(text: "Teleported") == .unknown(text: "Teleported"), "an unknown one is lost")
        try check(DidwwInclude.didGroupCountry.text == "did_group.country", DidwwInclude.didGroupCountry.text)
        try check(IdtDelivery(text: "partly_delivered") == .partlyDelivered && IdtDelivery(text: "?") == nil, "deliveries")
        try check(TelnumError.Kind.outcomeUnknown.text == "outcome_unknown", TelnumError.Kind.outcomeUnknown.text)
        try check(TelnumError.Kind(text: "outcome_unknown") == .outcomeUnknown && TelnumError.Kind(text: "") == nil, "kinds")
        try check(Carrier(text: Carrier.dialogTech.text) == .dialogTech, "carriers")
        let stored = try JSONEncoder().encode([IdtOrderItemStatus.fulfilledComplete, .unknown(text: "Odd")])
        try check(String(decoding: stored, as: UTF8.self) == #"["fulfilled_complete","Odd"]"#, "\(stored)")
        let none = try? JSONDecoder().decode([IdtDelivery].self, from: Data(#"["gone"]"#.utf8))
        try check(none == nil, "\(String(describing: none))")
    }

    await report.add("swift: records are Codable, in the canonical form") {
        let emulator = Emulator(seed: 7)
        let journal = Journal()
        let client = try emulator.idtExpress(maxRetries: 0, logger: journal.take)
        let attempt = try client.prepareOrder(didGroupId: 16847, quantity: 3)
        let order = try await client.waitForOrder(client.place(attempt).id)
        try codes(attempt, attempt.toJson())
        try codes(order, order.toJson())
        for record in try await client.listDidGroups(countryIso: "BR") { try codes(record, record.toJson()) }
        for record in try await client.listCountries() { try codes(record, record.toJson()) }
        for record in try await client.listRegions(countryIso: "CA") { try codes(record, record.toJson()) }
        let preview = try await client.previewOrder(didGroupId: 16847, quantity: 1)
        try codes(preview, preview.toJson())
        let (orders, numbers) = (try await client.listOrders(), try await client.withResponse { try await $0.listNumbers() })
        try codes(orders, orders.toJson())
        try codes(numbers.value, numbers.value.toJson())
        try codes(numbers.info, numbers.info.toJson())
        try codes(numbers, #"{"value":\#(numbers.value.toJson()),"info":\#(numbers.info.toJson())}"#)
        let removed = try await client.deleteNumber(numbers.value.numbers[0].number)
        try codes(removed, removed.toJson())
        let bought = try await emulator.dialogTech().orderNumbers(type: .local, search: "312", quantity: 2)
        try codes(bought, bought.toJson())
        _ = try? await client.getOrder("no-such")
        for event in journal.events { try codes(event, event.toJson()) }
        for request in emulator.requests { try codes(request, request.toJson()) }
        for purchase in emulator.ledger { try codes(purchase, purchase.toJson()) }
    }

    await report.add("swift: errors are Codable, with all that they say") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress(maxRetries: 0)
        try emulator.script(#"[{"fault": "reset_after"}, {"fault": "status", "status": 429, "retry_after": "7"}, "garbage"]"#)
        let stuck = try Emulator(seed: 7).idtExpress()
        let order = try await stuck.createOrder(didGroupId: 90012, quantity: 2)
        for error in [
            try await failure { try await client.createOrder(didGroupId: 16847, quantity: 3) },
            try await failure { try await client.listCountries() },
            try await failure { try await client.listCountries() },
            try await failure { try client.prepareOrder(didGroupId: -1, quantity: 0) },
            try await failure { try await stuck.waitForOrder(order.id, timeout: .seconds(5)) },
        ] {
            try codes(error, error.toJson())
        }
    }

    await report.add("swift: a page of DIDs goes through JSON with its links") {
        let client = try Emulator(seed: 7).didww()
        let page = try await client.listDids(
            include: [.didGroupCountry, .didGroupStockKeepingUnits, .voiceInTrunk, .capacityPool, .order], pageSize: 20
        )
        try codes(page, page.toJson())
        for did in page.dids { try codes(did.object, did.toJson()) }
        let read = try JSONDecoder().decode(DidwwDidPage.self, from: JSONEncoder().encode(page))
        try check(try read.dids.map { try $0.didGroup?.country?.name } == page.dids.map { try $0.didGroup?.country?.name }, "links are lost")
        try check(try read.dids.map { try $0.voiceInTrunk?.id } == page.dids.map { try $0.voiceInTrunk?.id }, "trunks are lost")
        let bare = try await client.listDids(pageSize: 2)
        try codes(bare, bare.toJson())
        let again = try JSONDecoder().decode(DidwwDidPage.self, from: JSONEncoder().encode(bare))
        let error = try await failure { try again.dids[0].didGroup }
        try check(error.kind == .invalidInput, "\(error)")
    }

    await report.add("swift: what cannot be read is refused by name, and times keep their milliseconds") {
        let text = #"{"number":"1","e164":null,"status":"active","status_text":"Active","added_at":"2020-06-26T11:01:16.120Z","removed_at":null,"did_group":null}"#
        let number = try JSONDecoder().decode(IdtNumber.self, from: Data(text.utf8))
        try codes(number, text)
        try check(number.addedAt == Date(timeIntervalSince1970: 1_593_169_276).addingTimeInterval(0.12), "\(String(describing: number.addedAt))")
        for (old, new) in [("2020-06-26T11:01:16.120Z", "yesterday"), (#""number":"1""#, #""number":1"#), (#""number":"1","#, "")] {
            do {
                _ = try JSONDecoder().decode(IdtNumber.self, from: Data(text.replacing(old, with: new).utf8))
                throw Misfit("\(new) was read")
            } catch DecodingError.dataCorrupted(let context) {
                let name = new == "yesterday" ? "`added_at`" : "`number`"
                try check(context.debugDescription.contains(name), context.debugDescription)
            }
        }
        for (text, name) in [("5", "It"), (#"{"numbers":[{}],"page":null,"page_size":null,"total":null}"#, "`numbers.number`")] {
            do {
                _ = try JSONDecoder().decode(IdtNumberPage.self, from: Data(text.utf8))
                throw Misfit("\(text) was read")
            } catch DecodingError.dataCorrupted(let context) {
                try check(context.debugDescription.hasPrefix(name), context.debugDescription)
            }
        }
    }

    await report.add("swift: what has an id is Identifiable") {
        func ids<Record: Identifiable>(_ records: [Record]) -> [String] where Record.ID == String { records.map(\.id) }
        let client = try Emulator(seed: 7).idtExpress()
        let order = try await client.createOrder(didGroupId: 16847, quantity: 1)
        try check(ids([order]) == [order.id], "\(order)")
        let attempt = try client.prepareOrder(didGroupId: 16847, quantity: 3)
        let (groups, orders) = (try await client.listDidGroups(countryIso: "BR"), try await client.listOrders().orders)
        try check(ids([attempt]) == [attempt.id] && ids(groups).count == groups.count, "no ids")
        try check(ids(orders) == [order.id], "no ids")
    }

    await report.add("swift: a number that core cannot count to is refused by its name and value") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress()
        let many = 3_000_000_000
        let order = try await failure { try await client.createOrder(didGroupId: -1, quantity: many) }
        try check(order.kind == .invalidInput && Set(order.details.map(\.field)) == ["did_group_id", "quantity"], "\(order)")
        try check(order.text.contains("`quantity` must be at most 2147483647, not 3000000000"), order.text)
        try check(order.details.contains { $0.detail?.contains("3000000000") == true }, "\(order.details)")
        for error in [
            try await failure { try await client.previewOrder(didGroupId: 16847, quantity: many) },
            try await failure { try await emulator.idtExpress(validate: false).createOrder(didGroupId: 16847, quantity: many) },
            try await failure { try await emulator.idtExpress(validate: false).previewOrder(didGroupId: 16847, quantity: many) },
            try await failure { try await emulator.dialogTech().orderNumbers(type: .tollfree, quantity: many) },
            try await failure { try await emulator.dialogTech(validate: false).orderNumbers(type: .tollfree, quantity: 1, distance: many) },
            try await failure { try await client.listNumbers(page: many) },
            try await failure { try await client.listOrders(pageSize: many) },
            try await failure { for try await _ in client.numbers(pageSize: many) {} },
            try await failure { for try await _ in client.orders(page: many) {} },
            try await failure { try await emulator.didww().listDids(page: many) },
            try await failure { for try await _ in try emulator.didww().dids(pagesAhead: many) {} },
            try await failure { try emulator.idtExpress(maxBodyBytes: many) },
            try await failure { try IdtExpress(apiKey: "k", apiSecret: "s", maxRetries: many) },
        ] {
            try check(error.text.contains("3000000000") && error.text.contains("`"), error.text)
        }
        try check(emulator.requests.isEmpty && emulator.ledger.isEmpty, "something was sent: \(emulator.requests)")
        let least = try await failure { try await client.listNumbers(pageSize: Int.min) }
        try check(least.text.contains("`pageSize` must be at least -2147483648, not \(Int.min)") && least.details.map(\.field) == ["page_size"], "\(least)")
    }

    await report.add("swift: one value of options sets up every client, and prints nothing of what it holds") {
        let emulator = Emulator(seed: 7)
        let relay = "https://user:my-password@127.0.0.1:1"
        var options = ClientOptions(headers: ["x-relay": "my-password"], maxRetries: 0, proxy: relay)
        for text in ["\(options)", String(reflecting: options), dumped(options)] {
            try check(!text.contains("my-password"), text)
        }
        options.proxy = nil
        _ = try await emulator.idtExpress(options: options).listCountries()
        _ = try await emulator.dialogTech(options: options).orderNumbers(type: .tollfree, quantity: 1)
        _ = try await emulator.didww(options: options).listDids()
        let relayed = emulator.requests.filter { $0.headers.contains { $0.name == "x-relay" } }
        try check(relayed.count == 3, "\(emulator.requests)")
        options.baseUrl = "https://127.0.0.1:1"
        let error = try await failure { try await IdtExpress(apiKey: "k", apiSecret: "s", options: options).listCountries() }
        try check(error.kind == .connect, "\(error)")
        options.maxRetries = 3_000_000_000
        let beyond = try await failure { try Didww(apiKey: "k", options: options) }
        try check(beyond.kind == .configuration && beyond.text.contains("`maxRetries`"), "\(beyond)")
    }

    await report.add("swift: withResponse refuses what makes many exchanges, before it sends anything") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.idtExpress()
        for error in [
            try await failure { try await client.withResponse { for try await _ in $0.numbers() {} } },
            try await failure { try await client.withResponse { for try await _ in $0.orderPages() {} } },
            try await failure { try await client.withResponse { for try await _ in $0.watchOrder("1") {} } },
            try await failure { try await client.withResponse { try await $0.waitForOrder("1") } },
            try await failure { try await emulator.didww().withResponse { for try await _ in $0.dids() {} } },
        ] {
            try check(error.kind == .configuration && error.text.contains("`withResponse`"), "\(error)")
        }
        try check(emulator.requests.isEmpty, "\(emulator.requests)")
    }

    await report.add("swift: messages name options and arguments as Swift does, details the carrier's fields") {
        let client = try Emulator(seed: 7).idtExpress()
        let option = try await failure { try IdtExpress(apiKey: "k", apiSecret: "s", maxRetries: -1) }
        try check(option.text.contains("`maxRetries`"), option.text)
        let argument = try await failure { try await client.listNumbers(pageSize: 0) }
        try check(argument.text.contains("`pageSize`") && argument.details.map(\.field) == ["page_size"], "\(argument)")
    }
}

/// Encodes to just this JSON, and decodes to what it was.
func codes<Record: Codable & Equatable>(_ record: Record, _ canonical: String) throws {
    let data = try JSONEncoder().encode(record)
    let (found, wanted) = (try Json.read(String(decoding: data, as: UTF8.self)), try Json.read(canonical))
    try check(found == wanted, "\(found.written), not \(wanted.written)")
    let read = try JSONDecoder().decode(Record.self, from: Data(canonical.utf8))
    try check(read == record, "\(read), not \(record)")
    let again = try Json.read(String(decoding: JSONEncoder().encode(read), as: UTF8.self))
    try check(again == wanted, "\(again.written), not \(wanted.written)")
}
