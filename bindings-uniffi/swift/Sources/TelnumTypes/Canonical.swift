import Foundation

// The canonical form of records, the same in every language: members in snake case, nothing left out, amounts
// and times as text. What `toJson()` writes, `Codable` reads and writes.

/// What has one canonical text, the same in every language: store that. `Codable` reads and writes it.
public protocol CanonicalText: Codable, Hashable, Sendable {
    /// The value of this canonical text.
    init?(text: String)
    /// The canonical text.
    var text: String { get }
}

extension CanonicalText {
    public init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        let text = try value.decode(String.self)
        guard let found = Self(text: text) else {
            throw DecodingError.dataCorruptedError(in: value, debugDescription: "There is no `\(text)`.")
        }
        self = found
    }

    public func encode(to encoder: any Encoder) throws {
        var value = encoder.singleValueContainer()
        try value.encode(text)
    }
}

/// The values of a set by their canonical texts, and the way back.
struct Names<Value: Hashable & Sendable>: Sendable {
    private let values: [String: Value]
    private let texts: [Value: String]

    init(_ names: KeyValuePairs<String, Value>) {
        values = Dictionary(uniqueKeysWithValues: names.map { ($0.key, $0.value) })
        texts = Dictionary(uniqueKeysWithValues: names.map { ($0.value, $0.key) })
    }

    func value(_ text: String) -> Value? { values[text] }
    func text(_ value: Value) -> String { texts[value] ?? "" }
}

/// Reads the members of a record.
struct CanonicalReader {
    private let members: KeyedDecodingContainer<Member>

    init(_ decoder: any Decoder) throws {
        members = try decoder.container(keyedBy: Member.self)
    }

    func read<Value: Decodable>(_ name: String) throws -> Value {
        try members.decode(Value.self, forKey: Member(name))
    }

    func readIfPresent<Value: Decodable>(_ name: String) throws -> Value? {
        try members.decodeIfPresent(Value.self, forKey: Member(name))
    }

    func readAmountIfPresent(_ name: String) throws -> Decimal? {
        try convert(name) { try? readDecimal($0) }
    }

    func readAmount(_ name: String) throws -> Decimal {
        try present(readAmountIfPresent(name), name)
    }

    func readTimeIfPresent(_ name: String) throws -> Date? {
        try convert(name, timeOf)
    }

    func readTime(_ name: String) throws -> Date {
        try present(readTimeIfPresent(name), name)
    }

    /// A JSON object, as its text.
    func readObject(_ name: String) throws -> String {
        guard case .object(let object) = try read(name) as Json else {
            throw corrupted(name, "It is not an object.")
        }
        return try Json.object(object).text()
    }

    private func convert<Value>(_ name: String, _ conversion: (String) -> Value?) throws -> Value? {
        guard let text: String = try readIfPresent(name) else { return nil }
        guard let value = conversion(text) else { throw corrupted(name, "`\(text)` cannot be read.") }
        return value
    }

    private func present<Value>(_ value: Value?, _ name: String) throws -> Value {
        guard let value else { throw corrupted(name, "It is missing.") }
        return value
    }

    private func corrupted(_ name: String, _ problem: String) -> DecodingError {
        .dataCorruptedError(forKey: Member(name), in: members, debugDescription: problem)
    }
}

/// Writes the members of a record; what is absent is null.
struct CanonicalWriter {
    private var members: KeyedEncodingContainer<Member>

    init(_ encoder: any Encoder) {
        members = encoder.container(keyedBy: Member.self)
    }

    mutating func write(_ name: String, _ value: (some Encodable)?) throws {
        guard let value else { return try members.encodeNil(forKey: Member(name)) }
        try members.encode(value, forKey: Member(name))
    }

    mutating func writeAmount(_ name: String, _ amount: Decimal?) throws {
        try write(name, amount.map(writeDecimal))
    }

    mutating func writeTime(_ name: String, _ time: Date?) throws {
        try write(name, time.map(timeText))
    }

    mutating func writeObject(_ name: String, _ text: String) throws {
        try write(name, JSONDecoder().decode(Json.self, from: Data(text.utf8)))
    }
}

/// The name of a member.
private struct Member: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

// MARK: - Times

/// RFC 3339 in UTC, milliseconds only where there are some; beyond the years 0 to 9999, the nearest of them.
private func timeText(_ time: Date) -> String {
    let seconds = time.timeIntervalSince1970
    let bounded = seconds.isFinite ? min(max(seconds, -62_167_219_200), 253_402_300_799.999) : 0
    let milliseconds = Int64((bounded * 1000).rounded())
    let (whole, rest) = ((milliseconds - (milliseconds % 1000 + 1000) % 1000) / 1000, (milliseconds % 1000 + 1000) % 1000)
    let text = Date(timeIntervalSince1970: Double(whole)).formatted(.iso8601)
    return rest == 0 ? text : text.dropLast() + "." + String(String(rest + 1000).dropFirst()) + "Z"
}

private func timeOf(_ text: String) -> Date? {
    let parts = text.split(separator: ".", maxSplits: 1)
    guard parts.count == 2, let whole = parts.first, let rest = parts.last else {
        return try? Date(text, strategy: .iso8601)
    }
    let digits = rest.prefix(while: \.isNumber)
    guard let fraction = Double("0.\(digits)"), !digits.isEmpty,
        let seconds = try? Date(String(whole + rest.dropFirst(digits.count)), strategy: .iso8601)
    else { return nil }
    // As what crosses from core is put together, so that both are the same to the last bit.
    return seconds.addingTimeInterval(fraction)
}

// MARK: - Any JSON

/// Any JSON value.
private enum Json: Codable {
    case null, flag(Bool), number(Decimal), text(String), list([Json]), object([String: Json])

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

    func text() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
