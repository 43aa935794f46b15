import Telnum

/// What DialogTech is to a user of Swift.
func dialogTechTests(_ report: Report, _ wire: Wire?) async {
    await report.add("swift: DialogTech's orders compare, hash and print, and attempts go through JSON") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.dialogTech()
        let attempt = try client.prepareOrder(type: .local, search: "555", quantity: 2)
        try check(try Attempt(json: attempt.toJson()) == attempt, attempt.toJson())
        let order = try await client.place(attempt)
        try check(order.fulfilled == 2 && order.numbers.allSatisfy { $0.e164?.hasPrefix("+1555") == true }, "\(order)")
        let same = try await Emulator(seed: 7).dialogTech().orderNumbers(type: "local", search: "555", quantity: 2)
        try check(order == same && Set([order, same]).count == 1 && "\(order)".contains("555"), "\(same)")
        try check(emulator.ledger.map(\.numbers) == [order.numbers.map(\.number)], "\(emulator.ledger)")
        let again = try await failure { try await client.place(attempt) }
        try check(again.kind == .conflict, "\(again.kind): \(again)")
        let error = try await failure { try client.prepareOrder(type: .tollfree, search: "5", quantity: 26) }
        try check(error.kind == .invalidInput && error.details.count == 2, "\(error)")
        let answer = try await client.withResponse { try await $0.orderNumbers(type: .tollfree, quantity: 1) }
        try check(answer.info.httpStatus == 200 && answer.value.ordered == 1, "\(answer)")
    }

    await report.add("swift: DialogTech has no sandbox, and its keys do not show") {
        let keys = ("my-key-of-the-account", "my-secret-of-the-account")
        let error = try await failure { try DialogTech(accessKey: keys.0, secretAccessKey: keys.1) }
        try check(error.kind == .configuration, "\(error)")
        let client = try DialogTech(
            accessKey: keys.0, secretAccessKey: keys.1, baseUrl: "https://127.0.0.1:1", maxRetries: 0
        )
        let refused = try await failure { try await client.orderNumbers(type: .tollfree, quantity: 1) }
        try check(refused.kind == .connect, "\(refused)")
        for text in ["\(client)", dumped(client), "\(refused)", dumped(refused), refused.toJson()] {
            try check(!text.contains(keys.0) && !text.contains(keys.1), "it shows in \(text)")
        }
    }

    let lacks = wire == nil ? "TELNUM_WIRE_SERVER is not set" : nil
    await report.add("swift: a lost order at DialogTech was one request, either way it is sent", lacks: lacks) {
        guard let wire else { return }
        for (method, name) in [(DialogTechOrderMethod.post, "drop-form"), (.get, "drip-query")] {
            let client = try DialogTech(
                accessKey: "emulator-access-key", secretAccessKey: "emulator-secret-access-key", orderMethod: method,
                baseUrl: "\(wire.url)/\(name)"
            )
            let error = try await failure {
                try await client.orderNumbers(type: .local, search: "312", quantity: 1, timeout: .seconds(1))
            }
            try check(error.kind == .outcomeUnknown && error.attempt?.operation == "order_numbers", "\(error)")
            let counts = try await wire.counts(name)
            let sent = (counts["GET"]?.integer ?? 0) + (counts["POST"]?.integer ?? 0)
            try check(sent == 1, "\(counts.written)")
        }
    }
}
