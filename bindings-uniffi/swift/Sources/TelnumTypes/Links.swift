// Where an object stands in its page says nothing of what it is.

extension DidwwLink: Hashable {
    public static func == (one: Self, other: Self) -> Bool {
        switch (one, other) {
        case (.notLoaded, .notLoaded), (.empty, .empty): true
        case (.present(let id, _), .present(let another, _)): id == another
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(self == .notLoaded)
        if case .present(let id, _) = self { hasher.combine(id) }
    }
}

extension DidwwLinks: Hashable {
    public static func == (one: Self, other: Self) -> Bool {
        switch (one, other) {
        case (.notLoaded, .notLoaded): true
        case (.present(let ids, _), .present(let others, _)): ids == others
        default: false
        }
    }

    public func hash(into hasher: inout Hasher) {
        if case .present(let ids, _) = self { hasher.combine(ids) }
    }
}

// `"not_loaded"`, or null and `{"id": …}`, or a list of those. The place in the page is not written: what is read
// is found by its id.

extension DidwwLink: Codable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .empty
        } else if let target = try? value.decode(Target.self) {
            self = .present(id: target.id, index: -1)
        } else {
            try expectNotLoaded(value)
            self = .notLoaded
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .notLoaded: try value.encode(word)
        case .empty: try value.encodeNil()
        case .present(let id, _): try value.encode(Target(id: id))
        }
    }
}

extension DidwwLinks: Codable {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let targets = try? value.decode([Target].self) {
            self = .present(ids: targets.map(\.id), indexes: targets.map { _ in -1 })
        } else {
            try expectNotLoaded(value)
            self = .notLoaded
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .notLoaded: try value.encode(word)
        case .present(let ids, _): try value.encode(ids.map(Target.init))
        }
    }
}

private struct Target: Codable {
    let id: String
}

private let word = "not_loaded"

private func expectNotLoaded(_ value: any SingleValueDecodingContainer) throws {
    guard try value.decode(String.self) == word else {
        throw DecodingError.dataCorruptedError(in: value, debugDescription: "A link is `not_loaded`, null or an id.")
    }
}
