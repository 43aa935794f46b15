import TelnumTypes

extension Didww {
    /// One page of the account's DIDs. `GET /v3/dids` (DIDWW, *Get DIDs*)
    ///
    /// - Parameters:
    ///   - filter: Which DIDs; one has to pass all filters.
    ///   - include: What to bring along. What is not named here cannot be asked of a DID.
    ///   - sort: In which order; by default, that of the carrier's own ids.
    ///   - fields: Which fields to return, by type; by default, all. Links to what is included are added.
    ///   - page: Counted from 1.
    ///   - pageSize: Rows a page, 1 to 1000; the carrier may allow only 100.
    ///   - timeout: How long this call may take in all.
    /// - Throws: ``TelnumError`` of the kind `invalidInput` where an argument breaks a rule.
    public func listDids(
        filter: DidwwDidFilter = DidwwDidFilter(), include: [DidwwInclude] = [], sort: [DidwwSort] = [],
        fields: [DidwwFieldset] = [], page: Int? = nil, pageSize: Int? = nil, timeout: Duration? = nil
    ) async throws -> DidwwDidPage {
        let request = ListDids(
            filter: filter, include: include, sort: sort, fields: fields, page: page, pageSize: pageSize
        )
        try refuseBeyond(.didww, ["page": page, "pageSize": pageSize])
        let answer = try await translating {
            try await core.listDids(request: request, settings: CallSettings(timeout))
        }
        recorder?.record(answer.info)
        return DidwwDidPage(answer.value)
    }

    /// All DIDs that pass the filters, lazily: a page is asked for when its first DID is wanted. DIDs that
    /// moved to another page meanwhile come once, and where the list shrinks its pages are read again. Each walk begins anew.
    ///
    /// ```swift
    /// for try await did in client.dids(include: [.didGroupCountry]) {
    ///     print(did.e164 ?? did.id, try did.didGroup?.country?.name ?? "?")
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - filter: Which DIDs; one has to pass all filters.
    ///   - include: What to bring along. What is not named here cannot be asked of a DID.
    ///   - sort: In which order; by default, that of the carrier's own ids.
    ///   - fields: Which fields to return, by type; by default, all. Links to what is included are added.
    ///   - page: The page to begin with, counted from 1.
    ///   - pageSize: Rows a page, 1 to 1000; the carrier may allow only 100.
    ///   - pagesAhead: How many pages to ask for before they are wanted, 0 to 20; none by default.
    ///   - timeout: How long each page may take in all.
    public func dids(
        filter: DidwwDidFilter = DidwwDidFilter(), include: [DidwwInclude] = [], sort: [DidwwSort] = [],
        fields: [DidwwFieldset] = [], page: Int? = nil, pageSize: Int? = nil,
        pagesAhead: Int? = nil, timeout: Duration? = nil
    ) -> DidwwDids {
        let request = ListDids(
            filter: filter, include: include, sort: sort, fields: fields, page: page, pageSize: pageSize
        )
        return DidwwDids(pages: DidwwDidPages(
            core: core, recorder: recorder, request: request, pagesAhead: pagesAhead, settings: CallSettings(timeout)
        ))
    }
}

/// The DIDs of the account, one after another.
public struct DidwwDids: AsyncSequence, Sendable {
    public typealias Element = DidwwLinked<DidwwDid>

    /// The same, page by page.
    public let pages: DidwwDidPages

    public func makeAsyncIterator() -> Iterator {
        Iterator(pages: pages.makeAsyncIterator())
    }

    /// A walk. After an error, `next()` asks for the same page again.
    public struct Iterator: AsyncIteratorProtocol {
        var pages: DidwwDidPages.Iterator
        private var ready = [DidwwLinked<DidwwDid>]().makeIterator()

        init(pages: DidwwDidPages.Iterator) {
            self.pages = pages
        }

        public mutating func next() async throws -> DidwwLinked<DidwwDid>? {
            while true {
                if let did = ready.next() { return did }
                guard let page = try await pages.next() else { return nil }
                ready = page.dids.makeIterator()
            }
        }
    }
}

/// The DIDs of the account, page by page.
public struct DidwwDidPages: AsyncSequence, Sendable {
    public typealias Element = DidwwDidPage

    let core: DidwwCore
    let recorder: ResponseRecorder?
    let request: ListDids
    let pagesAhead: Int?
    let settings: CallSettings

    public func makeAsyncIterator() -> Iterator {
        Iterator(walk: self)
    }

    /// A walk. After an error, `next()` asks for the same page again.
    public struct Iterator: AsyncIteratorProtocol {
        let walk: DidwwDidPages
        private var begun: DidsPagerCore?

        init(walk: DidwwDidPages) {
            self.walk = walk
        }

        public mutating func next() async throws -> DidwwDidPage? {
            try refuseObserved(walk.recorder, "dids")
            let (page, pageSize) = (walk.request.page, walk.request.pageSize)
            try refuseBeyond(.didww, ["page": page, "pageSize": pageSize, "pagesAhead": walk.pagesAhead])
            let pager = try begun ?? translating {
                try walk.core.dids(request: walk.request, pagesAhead: walk.pagesAhead, settings: walk.settings)
            }
            begun = pager
            return try await translating { try await pager.nextPage() }.map(DidwwDidPage.init)
        }
    }
}
