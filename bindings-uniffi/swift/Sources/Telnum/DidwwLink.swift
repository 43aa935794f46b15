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
        case .object: self = .present(id: try Target(json: json).id, index: -1)
        default: self = try loaded(json, .notLoaded)
        }
    }

    var json: Json {
        switch self {
        case .notLoaded: .text(word)
        case .empty: .null
        case .present(let id, _): Target(id: id).json
        }
    }

    public static func == (one: Self, other: Self) -> Bool {
        switch (one, other) {
        case (.notLoaded, .notLoaded), (.empty, .empty): true
        case (.present(let id, _), .present(let another, _)): id == another
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        if case .present(let id, _) = self { hasher.combine(id) } else { hasher.combine(self == .empty) }
    }

    public init(from decoder: any Decoder) throws { try self.init(json: Json(from: decoder)) }
    public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

extension DidwwLinks: Hashable, Codable, CanonicalValue {
    private var ids: [String]? {
        if case .present(let ids, _) = self { ids } else { nil }
    }

    init(json: Json) throws {
        if case .list = json {
            let targets = try [Target](json: json)
            self = .present(ids: targets.map(\.id), indexes: targets.map { _ in -1 })
        } else {
            self = try loaded(json, .notLoaded)
        }
    }

    var json: Json { ids?.map(Target.init(id:)).json ?? .text(word) }

    public static func == (one: Self, other: Self) -> Bool { one.ids == other.ids }
    public func hash(into hasher: inout Hasher) { hasher.combine(ids) }
    public init(from decoder: any Decoder) throws { try self.init(json: Json(from: decoder)) }
    public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }
}

private struct Target: CanonicalValue {
    let id: String

    init(id: String) { self.id = id }

    init(json: Json) throws {
        guard case .object(let members) = json, let id = members.first(where: { $0.0 == "id" }) else { throw Unfit() }
        self.id = try String(json: id.1)
    }

    var json: Json { .object([("id", .text(id))]) }
}

private let word = "not_loaded"

private func loaded<Link>(_ json: Json, _ link: Link) throws -> Link {
    guard try String(json: json) == word else { throw Unfit() }
    return link
}
