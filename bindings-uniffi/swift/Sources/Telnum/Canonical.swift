import Foundation

// The canonical form of records, the same in every language: members in snake case, nothing left out, amounts and times
// as text. What `toJson()` writes, `Codable` reads and writes.

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

/// What a member of a record holds.
protocol CanonicalValue: JsonValue {
    init(json: Json) throws
}

/// What a member of a record holds, and messages of core tell by their codes.
protocol MessageValue: CanonicalValue {
    /// Reads it where a message can hold nothing else.
    init(reading message: inout Message) throws
    /// Reads it where a message may hold anything: a code tells what comes.
    init(answered message: inout Message) throws
}

/// A record: where its members come from, and what they are.
protocol Record: MessageValue {
    init(members: inout some MemberReader) throws
    var members: [(String, Json)] { get }
}

/// Reads the members of a record, in their order.
protocol MemberReader {
    mutating func read<Member: MessageValue>(_ name: String) throws -> Member
    /// A JSON object, as its text.
    mutating func readObject(_ name: String) throws -> String
    /// Where an object leads, by the place of a list among those that a page includes.
    mutating func readLink(_ name: String, in list: Int) throws -> DidwwLink
    mutating func readLinks(_ name: String, in list: Int) throws -> DidwwLinks
}

/// Something else is wanted here: of a record, in the member of a member of it that these names lead to.
struct Unfit: Error {
    var names: [String] = []
}

extension CanonicalValue {
    /// As `Codable` reads it.
    init(decoding decoder: any Decoder) throws {
        do { try self.init(json: Json(from: decoder)) } catch let error as Unfit {
            let what = error.names.isEmpty ? "It" : "`\(error.names.joined(separator: "."))`"
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "\(what) cannot be read.")
            )
        }
    }
}

extension Record {
    init(reading message: inout Message) throws {
        try message.pass()
        try self.init(members: &message)
    }

    init(answered message: inout Message) throws {
        try message.pass(3)
        // Its name, which the caller knows.
        _ = try message.next()
        try self.init(reading: &message)
    }

    init(json: Json) throws {
        guard case .object(let members) = json else { throw Unfit() }
        var reader = JsonMembers(members: Dictionary(members) { $1 })
        try self.init(members: &reader)
    }

    var asJson: Json { .object(members) }
}

private struct JsonMembers: MemberReader {
    let members: [String: Json]

    func read<Member: MessageValue>(_ name: String) throws -> Member {
        try value(name) { try Member(json: members[name] ?? .null) }
    }

    func readObject(_ name: String) throws -> String {
        try value(name) {
            guard let object = members[name], case .object = object else { throw Unfit() }
            return object.text
        }
    }

    // Null leads nowhere; what is missing says nothing.
    func readLink(_ name: String, in list: Int) throws -> DidwwLink {
        try value(name) { try DidwwLink(json: members[name] ?? .flag(false)) }
    }

    func readLinks(_ name: String, in list: Int) throws -> DidwwLinks {
        try value(name) { try DidwwLinks(json: members[name] ?? .flag(false)) }
    }

    private func value<Value>(_ name: String, _ read: () throws -> Value) throws -> Value {
        do { return try read() } catch let error as Unfit { throw Unfit(names: [name] + error.names) }
    }
}

/// What is one value in JSON and in messages.
protocol Scalar: MessageValue {}

extension Scalar {
    init(reading message: inout Message) throws { try self.init(json: message.value()) }

    init(answered message: inout Message) throws {
        try message.pass(1)
        try self.init(reading: &message)
    }
}

extension String: Scalar {
    init(json: Json) throws { if case .text(let text) = json { self = text } else { throw Unfit() } }
    var asJson: Json { .text(self) }
}

extension Bool: Scalar {
    init(json: Json) throws { if case .flag(let flag) = json { self = flag } else { throw Unfit() } }
    var asJson: Json { .flag(self) }
}

extension Int: Scalar {
    init(json: Json) throws { if case .count(let count) = json { self = count } else { throw Unfit() } }
    var asJson: Json { .count(self) }
}

extension Double: Scalar {
    init(json: Json) throws {
        switch json {
        case .number(let number): self = number
        case .count(let count): self = Double(count)
        default: throw Unfit()
        }
    }

    /// JSON has no number for what is not finite, and null would be a default.
    var asJson: Json { isFinite ? .number(self) : .text("\(self)") }
}

extension Decimal: Scalar {
    init(json: Json) throws {
        if case .amount(let amount) = json { self = amount } else { self = try readDecimal(String(json: json)) }
    }

    var asJson: Json { .amount(self) }
}

extension Date: Scalar {
    init(json: Json) throws {
        if case .time(let time) = json { self = time } else { try self.init(canonicalText: String(json: json)) }
    }

    var asJson: Json { .time(self) }
}

extension Scalar where Self: CanonicalText {
    init(json: Json) throws {
        guard let value = Self(text: try String(json: json)) else { throw Unfit() }
        self = value
    }

    var asJson: Json { .text(text) }
}

extension Optional: JsonValue where Wrapped: JsonValue {
    var asJson: Json { self?.asJson ?? .null }
}

extension Optional: CanonicalValue where Wrapped: CanonicalValue {
    init(json: Json) throws { if case .null = json { self = nil } else { self = try Wrapped(json: json) } }
}

extension Optional: MessageValue where Wrapped: MessageValue {
    init(reading message: inout Message) throws {
        self = try message.isAbsent() ? nil : Wrapped(reading: &message)
    }

    init(answered message: inout Message) throws {
        self = try message.isAbsent() ? nil : Wrapped(answered: &message)
    }
}

extension Array: JsonValue where Element: JsonValue {
    var asJson: Json { .list(map(\.asJson)) }
}

extension Array: CanonicalValue where Element: CanonicalValue {
    init(json: Json) throws {
        guard case .list(let items) = json else { throw Unfit() }
        self = try items.map(Element.init(json:))
    }
}

extension Array: MessageValue where Element: MessageValue {
    init(reading message: inout Message) throws {
        self = try (0..<message.length()).map { _ in try Element(reading: &message) }
    }

    init(answered message: inout Message) throws {
        try message.pass(2)
        self = try (0..<message.length()).map { _ in try Element(answered: &message) }
    }
}

extension String {
    /// A JSON object, of its text.
    var jsonObject: Json { (try? Json(text: self)) ?? .null }
}
