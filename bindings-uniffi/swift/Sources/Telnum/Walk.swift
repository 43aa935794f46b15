/// What is asked for step by step: the pages of a list, or the states of an order until nothing more will change.
///
/// Nothing is sent before the first step is wanted. Each iteration starts over.
public struct TelnumSteps<Element: Sendable>: AsyncSequence, Sendable {
    /// Asks for the next step; `nil` at the end.
    typealias Next = @Sendable () async throws -> Element?

    /// Begins an iteration. Nothing is sent yet.
    let begin: @Sendable () throws -> Next

    public func makeAsyncIterator() -> Iterator {
        Iterator(begin: begin)
    }

    /// An iteration. After an error, `next()` asks for the same step again.
    public struct Iterator: AsyncIteratorProtocol {
        let begin: @Sendable () throws -> Next
        private var begun: Next?

        init(begin: @escaping @Sendable () throws -> Next) {
            self.begin = begin
        }

        public mutating func next() async throws -> Element? {
            let next = try begun ?? begin()
            begun = next
            return try await next()
        }
    }

    /// The last step. Each step is shown on the way; what that throws ends it.
    func last(
        isolation: isolated (any Actor)?, onProgress: ((Element) async throws -> Void)?
    ) async throws -> Element {
        let next = try begin()
        var latest: Element?
        while let step = try await next() {
            latest = step
            try await onProgress?(step)
        }
        guard let latest else { throw TelnumError(.decode, "The wait ended without an answer.") }
        return latest
    }
}

/// The rows of a list, one after another. A page is asked for when its first row is wanted.
///
/// Each iteration starts over.
public struct TelnumRows<Page: Sendable, Row: Sendable>: AsyncSequence, Sendable {
    public typealias Element = Row

    /// The same, page by page.
    public let pages: TelnumSteps<Page>
    let rows: @Sendable (Page) -> [Row]

    public func makeAsyncIterator() -> Iterator {
        Iterator(pages: pages.makeAsyncIterator(), rows: rows)
    }

    /// An iteration. After an error, `next()` asks for the same page again.
    public struct Iterator: AsyncIteratorProtocol {
        var pages: TelnumSteps<Page>.Iterator
        let rows: @Sendable (Page) -> [Row]
        private var ready = [Row]().makeIterator()

        init(pages: TelnumSteps<Page>.Iterator, rows: @escaping @Sendable (Page) -> [Row]) {
            (self.pages, self.rows) = (pages, rows)
        }

        public mutating func next() async throws -> Row? {
            while true {
                if let row = ready.next() { return row }
                guard let page = try await pages.next() else { return nil }
                ready = rows(page).makeIterator()
            }
        }
    }
}
