import TelnumTypes

extension IdtExpress {
    /// Waits until nothing more will change of an order: delivered, partly, not at all, or backordered;
    /// `delivery` says which. `GET /v1/dids/orders/{order_id}`, again and again (IDT Express, *Get Order*)
    ///
    /// It looks at once, then after growing pauses, and looks past failures that may pass. Cancelling the
    /// task ends the wait, and changes nothing of the order.
    ///
    /// ```swift
    /// let order = try await client.waitForOrder(order.id) { print($0.status, $0.fulfilled ?? 0) }
    /// ```
    ///
    /// - Parameters:
    ///   - orderId: The id that creating the order returned.
    ///   - throughBackorder: `true` goes on through a backorder, which ends the wait otherwise: it may last
    ///     for weeks.
    ///   - timeout: How long the whole wait may take; ten minutes by default, 366 days at most.
    ///   - isolation: Where `onProgress` runs: where the caller is.
    ///   - onProgress: Gets the order as it is now, then each time something has changed, the end included.
    ///     What it throws ends the wait and is thrown here.
    /// - Throws: ``TelnumError``: `timeout`, which carries the order as it was seen last, where the time is
    ///   up; `notFound` where there is no such order, or it is not yours.
    public func waitForOrder(
        _ orderId: some CarrierId,
        throughBackorder: Bool? = nil,
        timeout: Duration? = nil,
        isolation: isolated (any Actor)? = #isolation,
        onProgress: ((IdtOrder) async throws -> Void)? = nil
    ) async throws -> IdtOrder {
        try refuseObserved(recorder, "waitForOrder")
        let watch = try watchOrder(orderId, throughBackorder: throughBackorder, timeout: timeout).begun()
        var latest: IdtOrder?
        while let order = try await watch.nextOrder() {
            latest = order
            try await onProgress?(order)
        }
        guard let latest else { throw TelnumError(.decode, "The wait ended without an order.") }
        return latest
    }

    /// Watches an order until nothing more will change: it comes at once, then each time something has
    /// changed. The parameters, and what is thrown, are those of a wait. Each iteration begins anew.
    ///
    /// ```swift
    /// for try await order in client.watchOrder(order.id) {
    ///     print(order.delivery, order.fulfilled ?? 0)
    /// }
    /// ```
    public func watchOrder(
        _ orderId: some CarrierId, throughBackorder: Bool? = nil, timeout: Duration? = nil
    ) -> IdtOrderWatch {
        IdtOrderWatch(
            core: core, recorder: recorder, orderId: orderId.description, throughBackorder: throughBackorder,
            settings: CallSettings(timeout)
        )
    }
}

/// An order, each time something of it has changed.
public struct IdtOrderWatch: AsyncSequence, Sendable {
    public typealias Element = IdtOrder

    let core: IdtExpressCore
    let recorder: ResponseRecorder?
    let orderId: String
    let throughBackorder: Bool?
    let settings: CallSettings

    public func makeAsyncIterator() -> Iterator {
        Iterator(watch: self)
    }

    /// A watch that goes on. Its time begins when the first order is wanted.
    public struct Iterator: AsyncIteratorProtocol {
        let watch: IdtOrderWatch
        private var begun: OrderWatchCore?

        init(watch: IdtOrderWatch) {
            self.watch = watch
        }

        public mutating func next() async throws -> IdtOrder? {
            let begun = try begun ?? watch.begun()
            self.begun = begun
            return try await begun.nextOrder()
        }
    }

    func begun() throws -> OrderWatchCore {
        try refuseObserved(recorder, "watchOrder")
        return try translating {
            try core.watchOrder(orderId: orderId, throughBackorder: throughBackorder, settings: settings)
        }
    }
}

extension OrderWatchCore {
    func nextOrder() async throws -> IdtOrder? {
        try await translating { try await next() }
    }
}
