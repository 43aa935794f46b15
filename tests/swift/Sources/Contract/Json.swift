import Foundation

/// Any JSON value. Numbers compare by value: `3` and `3.0` are equal. They are exact, for an id may be an
/// integer that no `Double` holds.
enum Json: Codable, Equatable, Sendable {
    case null
    case flag(Bool)
    case number(Decimal)
    case text(String)
    case list([Json])
    case object([String: Json])

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? value.decode(Decimal.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let list = try? value.decode([Json].self) {
            self = .list(list)
        } else {
            self = .object(try value.decode([String: Json].self))
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .flag(let flag): try value.encode(flag)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .list(let list): try value.encode(list)
        case .object(let members): try value.encode(members)
        }
    }

    static func read(_ text: String) throws -> Json {
        try JSONDecoder().decode(Json.self, from: Data(text.utf8))
    }

    var written: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "?"
    }

    subscript(name: String) -> Json? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    var members: [String: Json] { if case .object(let members) = self { members } else { [:] } }
    var list: [Json] { if case .list(let list) = self { list } else { [] } }
    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { NSDecimalNumber(decimal: number).doubleValue } else { nil } }
    var integer: Int? { number.map { Int($0) } }
    var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }

    /// Where `self` lacks what `part` asks for: objects may have more members, lists exactly these items.
    func misses(_ part: Json, at place: String = "") -> String? {
        switch (part, self) {
        case (.object(let wanted), .object(let present)):
            for (name, value) in wanted.sorted(by: { $0.key < $1.key }) {
                guard let found = present[name] else { return "\(place).\(name) is missing" }
                if let problem = found.misses(value, at: "\(place).\(name)") { return problem }
            }
            return nil
        case (.list(let wanted), .list(let present)):
            if wanted.count != present.count {
                return "\(place) has \(present.count) items, not \(wanted.count): \(written)"
            }
            for (index, (value, found)) in zip(wanted, present).enumerated() {
                if let problem = found.misses(value, at: "\(place)[\(index)]") { return problem }
            }
            return nil
        default:
            return self == part ? nil : "\(place) is \(written), not \(part.written)"
        }
    }
}
