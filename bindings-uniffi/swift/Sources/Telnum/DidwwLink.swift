/// A relationship to at most one object.
public enum DidwwLink: Sendable {
    /// The answer does not say: the call did not include it, or the carrier left it out.
    case notLoaded
    /// There is none.
    case empty
    /// There is one.
    ///
    /// - Parameters:
    ///   - id: Its id.
    ///   - index: Its place in the page's list of included objects of its type; -1 where it is in none.
    case present(id: String, index: Int)
}

/// A relationship to any number of objects.
public enum DidwwLinks: Sendable {
    /// The answer does not say: the call did not include it, or the carrier left it out.
    case notLoaded
    /// These, and no other.
    ///
    /// - Parameters:
    ///   - ids: Their ids.
    ///   - indexes: Their places in the page's list of included objects of their type, in the same order; -1 where an
    ///     object is in none.
    case present(ids: [String], indexes: [Int])
}

// Where an object stands in its page says nothing of what it is: links compare by ids, and are written as
// `"not_loaded"`, or null and `{"id": …}`, or a list of those. What is read is found by its id.

extension DidwwLink: Hashable, Codable, CanonicalValue {
    init(json: Json) throws {
        switch json {
        case .null: self = .empty
        case .object: self = .present(id: try id(of: json), index: -1)
        default: self = try loaded(json, .notLoaded)
        }
    }

    var asJson: Json {
        switch self {
        case .notLoaded: .text(word)
        case .empty: .null
        case .present(let id, _): target(id)
        }
    }

    /// What of it counts: nothing, or whether it leads somewhere, and where.
    private var told: String?? {
        switch self {
        case .notLoaded: nil
        case .empty: .some(nil)
        case .present(let id, _): id
        }
    }

    public static func == (one: Self, other: Self) -> Bool { one.told == other.told }
    public func hash(into hasher: inout Hasher) { hasher.combine(told) }
    public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }
    public func encode(to encoder: any Encoder) throws { try asJson.encode(to: encoder) }
}

extension DidwwLinks: Hashable, Codable, CanonicalValue {
    init(json: Json) throws {
        if case .list(let items) = json {
            self = .present(ids: try items.map(id(of:)), indexes: items.map { _ in -1 })
        } else {
            self = try loaded(json, .notLoaded)
        }
    }

    var asJson: Json { told.map { .list($0.map(target)) } ?? .text(word) }

    private var told: [String]? {
        if case .present(let ids, _) = self { ids } else { nil }
    }

    public static func == (one: Self, other: Self) -> Bool { one.told == other.told }
    public func hash(into hasher: inout Hasher) { hasher.combine(told) }
    public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }
    public func encode(to encoder: any Encoder) throws { try asJson.encode(to: encoder) }
}

private func target(_ id: String) -> Json { .object([("id", .text(id))]) }

private func id(of target: Json) throws -> String {
    guard case .object(let members) = target, let id = members.first(where: { $0.0 == "id" }) else { throw Unfit() }
    return try String(json: id.1)
}

private let word = "not_loaded"

private func loaded<Link>(_ json: Json, _ link: Link) throws -> Link {
    guard try String(json: json) == word else { throw Unfit() }
    return link
}
