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
        var text = ""
        write(to: &text)
        return text
    }

    private func write(to text: inout String) {
        switch self {
        case .null: text += "null"
        case .flag(let flag): text += "\(flag)"
        case .count(let count): text += "\(count)"
        case .number(let number): text += "\(number)"
        case .text(let value): quote(value, in: &text)
        case .amount(let amount): quote(writeDecimal(amount), in: &text)
        case .time(let time): quote(time.canonicalText, in: &text)
        case .list(let items): list(items, "[", "]", in: &text) { $0.write(to: &$1) }
        case .object(let members):
            list(members, "{", "}", in: &text) { member, text in
                quote(member.0, in: &text)
                text += ":"
                member.1.write(to: &text)
            }
        }
    }

    private func list<Item>(
        _ items: [Item], _ begin: String, _ end: String, in text: inout String, write: (Item, inout String) -> Void
    ) {
        var separator = begin
        for item in items {
            text += separator
            write(item, &text)
            separator = ","
        }
        text += items.isEmpty ? begin + end : end
    }

    private func quote(_ value: String, in text: inout String) {
        text += "\""
        if value.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            text += value
        } else {
            for scalar in value.unicodeScalars {
                switch scalar {
                case "\"", "\\": text += "\\\(scalar)"
                case "\0"..<" ": text += String(format: "\\u%04x", scalar.value)
                default: text.unicodeScalars.append(scalar)
                }
            }
        }
        text += "\""
    }
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
        self = .object(members.map { ($0, $1.json) }.filter { if case .null = $1 { false } else { true } })
    }

    /// The members of this object and of another.
    func and(_ other: Json) -> Json {
        guard case .object(let members) = self, case .object(let others) = other else { return self }
        return .object(members + others)
    }
}

/// What can be written as JSON.
protocol JsonValue {
    var json: Json { get }
}

extension Json: JsonValue {
    var json: Json { self }
}
