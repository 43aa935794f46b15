import TelnumTypes

extension DidwwFilter: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
    /// This value.
    public init(stringLiteral value: String) { self = .is(value) }

    /// This value.
    public init(integerLiteral value: Int) { self = .is("\(value)") }

    /// Any of these values.
    public init(arrayLiteral values: String...) { self = .oneOf(values) }
}

extension DidwwSort {
    /// The least first.
    public static func ascending(_ key: DidwwSortKey) -> DidwwSort { DidwwSort(key: key, descending: false) }

    /// The greatest first.
    public static func descending(_ key: DidwwSortKey) -> DidwwSort { DidwwSort(key: key, descending: true) }
}
