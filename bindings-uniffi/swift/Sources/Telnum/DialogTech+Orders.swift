import TelnumTypes

extension DialogTech {
    /// A validated attempt to order, to be kept and then placed. Nothing is sent.
    ///
    /// - Parameters:
    ///   - type: The kind of number.
    ///   - search: Where to look: an area code, or area code and exchange. Required for the two local kinds,
    ///     refused for the others.
    ///   - quantity: How many numbers, 1 to 25.
    ///   - allowPartial: `true` buys fewer numbers where not as many are to be had; else all or nothing.
    ///   - cleansedOnly: `true` buys only numbers that DialogTech has cleansed itself.
    ///   - distance: How many miles the numbers may lie from the place searched for.
    ///   - smsSupported: `true` buys only numbers that can be enabled for SMS.
    ///   - orderSlot: `true` buys a slot for each number too, even where the account has free ones.
    ///   - allowOverlay: `true` takes a number of an overlay area code where the search finds none. Only
    ///     with a search of 6 digits, and not with `cleansedOnly`.
    /// - Throws: ``TelnumError`` of the kind `invalidInput`, which names every argument that breaks a rule.
    public func prepareOrder(
        type: DialogTechNumberType,
        search: String? = nil,
        quantity: Int,
        allowPartial: Bool? = nil,
        cleansedOnly: Bool? = nil,
        distance: Int? = nil,
        smsSupported: Bool? = nil,
        orderSlot: Bool? = nil,
        allowOverlay: Bool? = nil
    ) throws -> Attempt {
        let wanted = DialogTechWanted(
            numberType: type, search: search, quantity: quantity, allowPartial: allowPartial,
            cleansedOnly: cleansedOnly, distance: distance, smsSupported: smsSupported, orderSlot: orderSlot,
            allowOverlay: allowOverlay
        )
        return try preparing(.dialogTech, ["quantity": quantity, "distance": distance]) {
            try core.prepareOrder(wanted: wanted)
        }
    }

    /// Sends a prepared order, once. It spends money. `GET /ibp_api.php?action=numbers.order`
    /// (DialogTech, *Number Order*)
    ///
    /// - Parameters:
    ///   - attempt: What preparing an order returned, here or in another language.
    ///   - timeout: How long this call may take in all; 60 s by default.
    /// - Throws: ``TelnumError``: `outcomeUnknown` where the answer says neither that it failed nor which
    ///   numbers were bought: they may have been, and only the carrier's portal can tell; `rejected`, with
    ///   the carrier's text, where it refused.
    public func place(_ attempt: Attempt, timeout: Duration? = nil) async throws -> DialogTechOrder {
        let answer = try await translating {
            try await core.place(attempt: attempt, settings: CallSettings(timeout))
        }
        recorder?.record(answer.info)
        return answer.value
    }

    /// Prepares an order and places it. It spends money. `GET /ibp_api.php?action=numbers.order`
    /// (DialogTech, *Number Order*)
    ///
    /// - Parameters:
    ///   - type: The kind of number.
    ///   - search: Where to look: an area code, or area code and exchange. Required for the two local kinds,
    ///     refused for the others.
    ///   - quantity: How many numbers, 1 to 25.
    ///   - allowPartial: `true` buys fewer numbers where not as many are to be had; else all or nothing.
    ///   - cleansedOnly: `true` buys only numbers that DialogTech has cleansed itself.
    ///   - distance: How many miles the numbers may lie from the place searched for.
    ///   - smsSupported: `true` buys only numbers that can be enabled for SMS.
    ///   - orderSlot: `true` buys a slot for each number too, even where the account has free ones.
    ///   - allowOverlay: `true` takes a number of an overlay area code where the search finds none. Only
    ///     with a search of 6 digits, and not with `cleansedOnly`.
    ///   - timeout: How long this call may take in all; 60 s by default.
    /// - Throws: ``TelnumError``: `rejected`, with the carrier's text, where it refused; `outcomeUnknown`,
    ///   which carries the attempt, where the answer is lost, and numbers may have been bought.
    public func orderNumbers(
        type: DialogTechNumberType,
        search: String? = nil,
        quantity: Int,
        allowPartial: Bool? = nil,
        cleansedOnly: Bool? = nil,
        distance: Int? = nil,
        smsSupported: Bool? = nil,
        orderSlot: Bool? = nil,
        allowOverlay: Bool? = nil,
        timeout: Duration? = nil
    ) async throws -> DialogTechOrder {
        let attempt = try prepareOrder(
            type: type, search: search, quantity: quantity, allowPartial: allowPartial, cleansedOnly: cleansedOnly,
            distance: distance, smsSupported: smsSupported, orderSlot: orderSlot, allowOverlay: allowOverlay
        )
        return try await place(attempt, timeout: timeout)
    }
}
