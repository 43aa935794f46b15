import TelnumTypes

extension IdtExpress {
    /// Checks an order, funds included, and buys nothing. `POST /v1/dids/orders` with `preview`
    /// (IDT Express, *Create Order*)
    ///
    /// - Parameters:
    ///   - didGroupId: The id of the DID group, as listed.
    ///   - quantity: How many numbers, 1 to 100.
    ///   - timeout: How long this call may take in all.
    /// - Throws: ``TelnumError``: `insufficientFunds` where the balance does not cover the order,
    ///   `outcomeUnknown` where the answer shows an order and no preview.
    public func previewOrder(
        didGroupId: some CarrierId, quantity: Int, timeout: Duration? = nil
    ) async throws -> IdtOrderPreview {
        if Int32(exactly: quantity) == nil {
            // The rules are the same, and it is prepareOrder that hears them of such a number.
            _ = try prepareOrder(didGroupId: didGroupId, quantity: quantity)
        }
        let answer = try await translating {
            try await core.previewOrder(
                didGroupId: didGroupId.description, quantity: quantity, settings: CallSettings(timeout)
            )
        }
        recorder?.record(answer.info)
        return answer.value
    }

    /// A validated attempt to order, to be kept and then placed. Nothing is sent.
    ///
    /// - Parameters:
    ///   - didGroupId: The id of the DID group, as listed.
    ///   - quantity: How many numbers, 1 to 100; fewer may be delivered.
    /// - Throws: ``TelnumError`` of the kind `invalidInput` where an argument breaks a rule.
    public func prepareOrder(didGroupId: some CarrierId, quantity: Int) throws -> Attempt {
        try preparing(.idtExpress, ["quantity": quantity]) {
            try core.prepareOrder(didGroupId: didGroupId.description, quantity: quantity)
        }
    }

    /// Sends a prepared order, once. It spends money. `POST /v1/dids/orders` (IDT Express, *Create Order*)
    ///
    /// - Parameters:
    ///   - attempt: What ``prepareOrder(didGroupId:quantity:)`` returned, here or in another language.
    ///   - timeout: How long this call may take in all; 60 s by default.
    /// - Throws: ``TelnumError``: `outcomeUnknown` where the answer is lost, and the order may have been
    ///   made; `insufficientFunds` where the balance does not cover it, and nothing was bought.
    public func place(_ attempt: Attempt, timeout: Duration? = nil) async throws -> IdtOrder {
        let answer = try await translating {
            try await core.place(attempt: attempt, settings: CallSettings(timeout))
        }
        recorder?.record(answer.info)
        return answer.value
    }

    /// Prepares an order and places it. It spends money. `POST /v1/dids/orders`
    /// (IDT Express, *Create Order*)
    ///
    /// - Parameters:
    ///   - didGroupId: The id of the DID group, as listed.
    ///   - quantity: How many numbers, 1 to 100; fewer may be delivered.
    ///   - timeout: How long this call may take in all; 60 s by default.
    /// - Throws: ``TelnumError``: `outcomeUnknown`, which carries the attempt, where the answer is lost,
    ///   and the order may have been made; `insufficientFunds` where the balance does not cover it, and
    ///   nothing was bought.
    public func createOrder(
        didGroupId: some CarrierId, quantity: Int, timeout: Duration? = nil
    ) async throws -> IdtOrder {
        try await place(prepareOrder(didGroupId: didGroupId, quantity: quantity), timeout: timeout)
    }

    /// An order with its items and numbers. `GET /v1/dids/orders/{order_id}` (IDT Express, *Get Order*)
    ///
    /// - Parameters:
    ///   - orderId: The id that creating the order returned.
    ///   - timeout: How long this call may take in all.
    /// - Throws: ``TelnumError`` of the kind `notFound` where there is no such order, or it is not yours.
    public func getOrder(_ orderId: some CarrierId, timeout: Duration? = nil) async throws -> IdtOrder {
        let answer = try await translating {
            try await core.getOrder(orderId: orderId.description, settings: CallSettings(timeout))
        }
        recorder?.record(answer.info)
        return answer.value
    }
}
