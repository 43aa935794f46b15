/// What a filter wants of a field.
public enum DidwwFilter: Hashable, Sendable {
    /// This value. One with a comma or a double quote is sent in quotes, so that it stays one.
    case `is`(String)
    /// Any of these values.
    case oneOf([String])
    /// No value at all. The carrier allows it for most filters and does not say how it is written; it is sent as an
    /// empty value.
    case blank
}

/// A filter that this version does not know.
public struct DidwwOtherFilter: Hashable, Sendable {
    /// The carrier's name, such as `nanpa_prefix.id`. Of several of one name, the last counts.
    public let name: String
    /// What it wants.
    public let wanted: DidwwFilter

    public init(name: String, wanted: DidwwFilter) {
        self.name = name
        self.wanted = wanted
    }
}

/// One key of a sorting, the first counting most. `Key` is the set of what the list can be sorted by.
public struct DidwwSort<Key: CanonicalText>: Hashable, Sendable {
    /// What to sort by.
    public let key: Key
    /// The greatest first.
    public let descending: Bool

    public init(key: Key, descending: Bool) {
        self.key = key
        self.descending = descending
    }
}

/// The fields of one type that the carrier shall return; all others are absent then.
public struct DidwwFieldset: Hashable, Sendable {
    /// The JSON:API type, such as `dids` or `did_groups`.
    public let objectType: String
    /// Names of attributes and relationships.
    public let fields: [String]

    public init(objectType: String, fields: [String]) {
        self.objectType = objectType
        self.fields = fields
    }
}

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
    public static func ascending(_ key: Key) -> DidwwSort { DidwwSort(key: key, descending: false) }

    /// The greatest first.
    public static func descending(_ key: Key) -> DidwwSort { DidwwSort(key: key, descending: true) }

    /// As core takes it.
    var text: String { (descending ? "-" : "") + key.text }
}

// As core takes them.

extension DidwwFilter: JsonValue {
    var asJson: Json {
        switch self {
        case .is(let value): value.asJson
        case .oneOf(let values): values.asJson
        case .blank: ["blank": true]
        }
    }
}

extension [DidwwOtherFilter] {
    /// By name.
    var asJson: Json { named(map { ($0.name, $0.wanted) }) { $1 } }
}

extension [DidwwFieldset] {
    /// By type.
    var asJson: Json { named(map { ($0.objectType, $0.fields) }, +) }
}

/// Each name once.
private func named<Value: JsonValue>(_ members: [(String, Value)], _ joined: (Value, Value) -> Value) -> Json {
    .object(Dictionary(members, uniquingKeysWith: joined).map { ($0.key, $0.value.asJson) })
}
