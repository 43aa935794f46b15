import TelnumTypes

extension IdtExpress {
    /// One page of the account's orders, without items and numbers; those of the portal and of other
    /// programs too. `GET /v1/dids/orders` (IDT Express, *Get Orders*)
    ///
    /// - Parameters:
    ///   - page: Counted from 1.
    ///   - pageSize: Rows a page.
    ///   - filterByStatus: Only orders of this status: `created`, `processing` or `complete`. Any other is
    ///     sent only by a client whose `validate` is `false`.
    ///   - timeout: How long this call may take in all.
    /// - Throws: ``TelnumError`` of the kind `invalidInput` where an argument breaks a rule.
    public func listOrders(
        page: Int? = nil, pageSize: Int? = nil, filterByStatus: String? = nil, timeout: Duration? = nil
    ) async throws -> IdtOrderPage {
        try refuseBeyond(.idtExpress, ["page": page, "pageSize": pageSize])
        let answer = try await translating {
            try await core.listOrders(
                page: page, pageSize: pageSize, filterByStatus: filterByStatus, settings: CallSettings(timeout)
            )
        }
        recorder?.record(answer.info)
        return answer.value
    }

    /// All orders of the account, lazily: a page is asked for when its first order is wanted. Orders that
    /// moved to another page meanwhile come once, and where the list shrinks its pages are read again. Each walk begins anew.
    ///
    /// ```swift
    /// for try await order in client.orders(filterByStatus: "processing") {
    ///     print(order.id, order.fulfilled ?? 0)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - page: The page to begin with, counted from 1.
    ///   - pageSize: Rows a page.
    ///   - filterByStatus: Only orders of this status, as for
    ///     ``listOrders(page:pageSize:filterByStatus:timeout:)``.
    ///   - timeout: How long each page may take in all.
    public func orders(
        page: Int? = nil, pageSize: Int? = nil, filterByStatus: String? = nil, timeout: Duration? = nil
    ) -> IdtOrders {
        IdtOrders(
            pages: orderPages(page: page, pageSize: pageSize, filterByStatus: filterByStatus, timeout: timeout)
        )
    }

    /// As ``orders(page:pageSize:filterByStatus:timeout:)``, page by page.
    public func orderPages(
        page: Int? = nil, pageSize: Int? = nil, filterByStatus: String? = nil, timeout: Duration? = nil
    ) -> IdtOrderPages {
        IdtOrderPages(
            core: core, recorder: recorder, page: page, pageSize: pageSize, filterByStatus: filterByStatus,
            settings: CallSettings(timeout)
        )
    }
}

/// The orders of the account, one after another.
public struct IdtOrders: AsyncSequence, Sendable {
    public typealias Element = IdtOrderSummary

    let pages: IdtOrderPages

    public func makeAsyncIterator() -> Iterator {
        Iterator(pages: pages.makeAsyncIterator())
    }

    /// A walk. After an error, `next()` asks for the same page again.
    public struct Iterator: AsyncIteratorProtocol {
        var pages: IdtOrderPages.Iterator
        private var ready = [IdtOrderSummary]().makeIterator()

        init(pages: IdtOrderPages.Iterator) {
            self.pages = pages
        }

        public mutating func next() async throws -> IdtOrderSummary? {
            while true {
                if let order = ready.next() { return order }
                guard let page = try await pages.next() else { return nil }
                ready = page.orders.makeIterator()
            }
        }
    }
}

/// The orders of the account, page by page.
public struct IdtOrderPages: AsyncSequence, Sendable {
    public typealias Element = IdtOrderPage

    let core: IdtExpressCore
    let recorder: ResponseRecorder?
    let page: Int?
    let pageSize: Int?
    let filterByStatus: String?
    let settings: CallSettings

    public func makeAsyncIterator() -> Iterator {
        let pager = core.orders(page: page, pageSize: pageSize, filterByStatus: filterByStatus, settings: settings)
        return Iterator(walk: self, pager: pager)
    }

    /// A walk. After an error, `next()` asks for the same page again.
    public struct Iterator: AsyncIteratorProtocol {
        let walk: IdtOrderPages
        let pager: OrdersPagerCore

        public func next() async throws -> IdtOrderPage? {
            try refuseObserved(walk.recorder, "orders")
            try refuseBeyond(.idtExpress, ["page": walk.page, "pageSize": walk.pageSize])
            return try await translating { try await pager.nextPage() }
        }
    }
}
