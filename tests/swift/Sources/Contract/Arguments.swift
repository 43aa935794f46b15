import Foundation
import Telnum

/// What has a canonical form.
protocol Written {
    func toJson() -> String
}

func written(_ value: some Written) throws -> Json {
    try Json.read(value.toJson())
}

func written(_ values: [some Written]) throws -> Json {
    .list(try values.map { try written($0) })
}

extension DidwwLinked: Written {}

extension Json {
    /// As the entry spells it: a number as a Swift number, a text as a text.
    var id: (any CarrierId)? {
        if let integer { return integer }
        return text
    }

    /// An id that a call cannot do without.
    func id(_ name: String) -> any CarrierId { self[name]?.id ?? "" }

    /// An amount is a text, so that it is exact.
    var decimal: Decimal? { text.flatMap { Decimal(string: $0) } }

    var time: Date? { text.flatMap { try? Date($0, strategy: .iso8601) } }

    var texts: [String] { list.compactMap(\.text) }

    /// Keys, with `-` before those of which the greatest comes first.
    func sorting<Key>() throws -> [DidwwSort<Key>] {
        try texts.map { name in
            let descending = name.hasPrefix("-")
            guard let key = Key(text: descending ? String(name.dropFirst()) : name) else {
                throw Misfit("\(name) is not a key")
            }
            return DidwwSort(key: key, descending: descending)
        }
    }

    var fieldsets: [DidwwFieldset] {
        members.sorted { $0.key < $1.key }.map { DidwwFieldset(objectType: $0.key, fields: $0.value.texts) }
    }

    func filter() throws -> DidwwFilter {
        switch self {
        case .text(let text): .is(text)
        case .number, .flag: .is(written)
        case .list(let list): .oneOf(list.map { $0.text ?? $0.written })
        case .object(["blank": .flag(true)]): .blank
        default: throw Misfit("\(written) is not a filter")
        }
    }
}

func otherFilters(_ given: [String: Json]) throws -> [DidwwOtherFilter] {
    try given.sorted { $0.key < $1.key }.map { DidwwOtherFilter(name: $0.key, wanted: try $0.value.filter()) }
}

/// What an entry asks for and this runner does not understand, or what is not as the entry says.
struct Misfit: Error, CustomStringConvertible {
    let description: String
    init(_ text: String) { description = text }
}
