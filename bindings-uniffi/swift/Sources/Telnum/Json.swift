import Foundation

/// What canonical JSON and messages of core hold. Members keep their order.
enum Json: Sendable {
    case null, flag(Bool), count(Int), number(Double), text(String), amount(Decimal), time(Date)
    case list([Json]), object([(String, Json)])

    /// Reads a text.
    init(text: String) throws {
        self = try JSONDecoder().decode(Json.self, from: Data(text.utf8))
    }

    var text: String {
        switch self {
        case .null: "null"
        case .flag(let flag): "\(flag)"
        case .count(let count): "\(count)"
        case .number(let number): "\(number)"
        case .text(let text): quoted(text)
        case .amount(let amount): quoted(writeDecimal(amount))
        case .time(let time): quoted(time.canonicalText)
        case .list(let items): "[\(items.map(\.text).joined(separator: ","))]"
        case .object(let members): "{\(members.map { "\(quoted($0)):\($1.text)" }.joined(separator: ","))}"
        }
    }
}

private func quoted(_ text: String) -> String {
    func isPlain(_ byte: UInt8) -> Bool { byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") }
    if text.utf8.allSatisfy(isPlain) { return "\"\(text)\"" }
    let escaped = text.unicodeScalars.map { scalar in
        guard scalar.isASCII, !isPlain(UInt8(scalar.value)) else { return String(scalar) }
        return String(format: "\\u%04x", scalar.value)
    }
    return "\"\(escaped.joined())\""
}

/// As `Codable` has it, which knows no order.
extension Json: Codable {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let flag = try? value.decode(Bool.self) {
            self = .flag(flag)
        } else if let count = try? value.decode(Int.self) {
            self = .count(count)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let items = try? value.decode([Json].self) {
            self = .list(items)
        } else {
            self = .object(try value.decode([String: Json].self).sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        }
    }

    func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        switch self {
        case .null: try value.encodeNil()
        case .flag(let flag): try value.encode(flag)
        case .count(let count): try value.encode(count)
        case .number(let number): try value.encode(number)
        case .text(let text): try value.encode(text)
        case .amount(let amount): try value.encode(writeDecimal(amount))
        case .time(let time): try value.encode(time.canonicalText)
        case .list(let items): try value.encode(items)
        case .object(let members): try value.encode(Dictionary(members) { $1 })
        }
    }
}

/// What a call is given, by core's names; what is `nil` is left out.
extension Json: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral members: (String, any JsonValue)...) {
        self = .object(members.map { ($0, $1.asJson) }.filter { if case .null = $1 { false } else { true } })
    }

    /// The members of this object and of another.
    func and(_ other: Json) -> Json {
        guard case .object(let members) = self, case .object(let others) = other else { return self }
        return .object(members + others)
    }
}

/// What can be written as JSON.
protocol JsonValue {
    var asJson: Json { get }
}

extension Json: JsonValue {
    var asJson: Json { self }
}
