import TelnumTypes

extension IdtExpress {
    /// Removes a number from the account. `DELETE /v1/dids/numbers/{number}` (IDT Express, *Delete Number*)
    ///
    /// It is repeated when its answer is lost; a number that the repeat no longer finds counts as removed.
    ///
    /// - Parameters:
    ///   - number: The number as it is listed; one outside North America may also be given in E.164.
    ///   - timeout: How long this call may take in all.
    /// - Throws: ``TelnumError``: `invalidInput` where the number breaks a rule and nothing was sent,
    ///   `notFound` where the account has no such number.
    public func deleteNumber(_ number: String, timeout: Duration? = nil) async throws -> IdtRemovedNumber {
        let answer = try await translating {
            try await core.deleteNumber(number: number, settings: CallSettings(timeout))
        }
        recorder?.record(answer.info)
        return answer.value
    }

    /// One page of the account's numbers, active and recently removed. `GET /v1/dids/numbers`
    /// (IDT Express, *Get Numbers*)
    ///
    /// - Parameters:
    ///   - page: Counted from 1.
    ///   - pageSize: Rows a page.
    ///   - timeout: How long this call may take in all.
    /// - Throws: ``TelnumError`` of the kind `invalidInput` where an argument breaks a rule.
    public func listNumbers(
        page: Int? = nil, pageSize: Int? = nil, timeout: Duration? = nil
    ) async throws -> IdtNumberPage {
        try refuseBeyond(.idtExpress, ["page": page, "pageSize": pageSize])
        let answer = try await translating {
            try await core.listNumbers(page: page, pageSize: pageSize, settings: CallSettings(timeout))
        }
        recorder?.record(answer.info)
        return answer.value
    }

    /// All numbers of the account, lazily: a page is asked for when its first number is wanted. Numbers
    /// that moved to another page meanwhile come once. Numbers may be deleted while they are listed: where the
    /// list shrinks, its pages are read again. Each walk begins anew.
    ///
    /// ```swift
    /// for try await number in client.numbers() {
    ///     print(number.e164 ?? number.number)
    /// }
    /// ```
    ///
    /// - Parameters:
    ///   - page: The page to begin with, counted from 1.
    ///   - pageSize: Rows a page.
    ///   - timeout: How long each page may take in all.
    public func numbers(page: Int? = nil, pageSize: Int? = nil, timeout: Duration? = nil) -> IdtNumbers {
        IdtNumbers(pages: numberPages(page: page, pageSize: pageSize, timeout: timeout))
    }

    /// As ``numbers(page:pageSize:timeout:)``, page by page.
    public func numberPages(page: Int? = nil, pageSize: Int? = nil, timeout: Duration? = nil) -> IdtNumberPages {
        IdtNumberPages(core: core, recorder: recorder, page: page, pageSize: pageSize, settings: CallSettings(timeout))
    }
}

/// The numbers of the account, one after another.
public struct IdtNumbers: AsyncSequence, Sendable {
    public typealias Element = IdtNumber

    let pages: IdtNumberPages

    public func makeAsyncIterator() -> Iterator {
        Iterator(pages: pages.makeAsyncIterator())
    }

    /// A walk. After an error, `next()` asks for the same page again.
    public struct Iterator: AsyncIteratorProtocol {
        var pages: IdtNumberPages.Iterator
        private var ready = [IdtNumber]().makeIterator()

        init(pages: IdtNumberPages.Iterator) {
            self.pages = pages
        }

        public mutating func next() async throws -> IdtNumber? {
            while true {
                if let number = ready.next() { return number }
                guard let page = try await pages.next() else { return nil }
                ready = page.numbers.makeIterator()
            }
        }
    }
}

/// The numbers of the account, page by page.
public struct IdtNumberPages: AsyncSequence, Sendable {
    public typealias Element = IdtNumberPage

    let core: IdtExpressCore
    let recorder: ResponseRecorder?
    let page: Int?
    let pageSize: Int?
    let settings: CallSettings

    public func makeAsyncIterator() -> Iterator {
        Iterator(walk: self, pager: core.numbers(page: page, pageSize: pageSize, settings: settings))
    }

    /// A walk. After an error, `next()` asks for the same page again.
    public struct Iterator: AsyncIteratorProtocol {
        let walk: IdtNumberPages
        let pager: NumbersPagerCore

        public func next() async throws -> IdtNumberPage? {
            try refuseObserved(walk.recorder, "numbers")
            try refuseBeyond(.idtExpress, ["page": walk.page, "pageSize": walk.pageSize])
            return try await translating { try await pager.nextPage() }
        }
    }
}
