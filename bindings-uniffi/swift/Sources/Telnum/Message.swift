import Foundation

/// What core says: codes, and each value that they stand for once. `core/src/seen/message.rs` tells which code stands
/// for what, `bindings-uniffi/src/message.rs` how they are laid out.
struct Message {
    private let codes: [Int32]
    private let values: [Json]
    private var at = 0
    /// The codes of the ids of what a page includes, by the place of its list.
    var ids: [[Int32]] = []

    init(_ data: Data) throws {
        (codes, values) = try data.withUnsafeBytes { bytes in
            var bytes = Bytes(bytes)
            let (valueCount, codeCount) = (Int(try bytes.number() as Int32), Int(try bytes.number() as Int32))
            guard codeCount <= bytes.left else { throw BrokenMessage() }
            let codes = try (0..<max(0, codeCount)).map { _ in try bytes.number() as Int32 }
            var values: [Json] = [.null, .flag(false), .flag(true)]
            values.reserveCapacity(3 + min(max(0, valueCount), bytes.left))
            while bytes.left > 0 { values.append(try Self.value(&bytes)) }
            return (codes, values)
        }
    }

    private static func value(_ bytes: inout Bytes) throws -> Json {
        switch try bytes.number() as UInt8 {
        case 1: return .text(try bytes.text())
        case 2: return .count(Int(try bytes.number() as Int32))
        case 3: return .number(Double(bitPattern: try bytes.number()))
        case 4: return .amount(try readDecimal(bytes.text()))
        case 5: return .time(Date(unixMilliseconds: try bytes.number()))
        default: throw BrokenMessage()
        }
    }

    var isAtEnd: Bool { at == codes.count }

    /// The next code.
    mutating func next() throws -> Int {
        guard at < codes.count else { throw BrokenMessage() }
        defer { at += 1 }
        return Int(codes[at])
    }

    /// Whether nothing comes next; what is absent is passed over.
    mutating func isAbsent() throws -> Bool {
        guard at < codes.count else { throw BrokenMessage() }
        if codes[at] == 0 { at += 1; return true }
        return false
    }

    /// How many items a list has.
    mutating func length() throws -> Int {
        let length = try next() - 1
        // Each has a code at least.
        guard length >= 0, length <= codes.count - at else { throw BrokenMessage() }
        return length
    }

    /// Passes over this code, which every record begins with.
    mutating func pass(_ code: Int = 1) throws {
        guard try next() == code else { throw BrokenMessage() }
    }

    private func value(_ code: Int) throws -> Json {
        guard values.indices.contains(code) else { throw BrokenMessage() }
        return values[code]
    }

    /// The next value.
    mutating func value() throws -> Json { try value(next()) }

    private func text(_ code: Int) throws -> String {
        guard case .text(let text) = try value(code) else { throw BrokenMessage() }
        return text
    }

    /// Where a link leads: the id of the object, and its place in the list; -1 where it is in none.
    private func target(_ code: Int, in list: Int) throws -> (id: String, index: Int) {
        if code < 0 { return (try text(-code), -1) }
        guard ids.indices.contains(list), ids[list].indices.contains(code - 2) else { throw BrokenMessage() }
        return (try text(Int(ids[list][code - 2])), code - 2)
    }
}

/// What a message tells that holds one thing.
func told<Value: MessageValue>(_ data: Data) throws -> Value {
    var message = try Message(data)
    return try Value(answered: &message)
}

/// A record as it is read out of a message. Its members come in order.
extension Message: MemberReader {
    mutating func read<Member: MessageValue>(_ name: String) throws -> Member {
        try Member(reading: &self)
    }

    mutating func readObject(_ name: String) throws -> String { try String(reading: &self) }

    mutating func readLink(_ name: String, in list: Int) throws -> DidwwLink {
        let code = try next()
        if code == 0 || code == 1 { return code == 0 ? .notLoaded : .empty }
        let (id, index) = try target(code, in: list)
        return .present(id: id, index: index)
    }

    mutating func readLinks(_ name: String, in list: Int) throws -> DidwwLinks {
        if try isAbsent() { return .notLoaded }
        let targets = try (0..<length()).map { _ in try target(next(), in: list) }
        return .present(ids: targets.map(\.id), indexes: targets.map(\.index))
    }
}

/// What the codes of a record are, without what they stand for.
enum Form {
    /// So many codes, one a member.
    case single(Int)
    /// A list, with a code an item.
    case list
    case record([Form])
    case records([Form])
}

extension Message {
    /// Passes over members of a record.
    mutating func pass(_ form: [Form]) throws {
        for part in form {
            switch part {
            case .single(let count): try skip(count)
            case .list: if try !isAbsent() { try skip(length()) }
            case .record(let form): if try !isAbsent() { try pass(); try pass(form) }
            case .records(let form): if try !isAbsent() { _ = try ids(form) }
            }
        }
    }

    /// The codes of the first members of a list's records, which are ids where records have them.
    mutating func ids(_ form: [Form]) throws -> [Int32] {
        try (0..<length()).map { _ in
            try pass()
            let id = at < codes.count ? codes[at] : 0
            try pass(form)
            return id
        }
    }

    private mutating func skip(_ count: Int) throws {
        guard count <= codes.count - at else { throw BrokenMessage() }
        at += count
    }
}

/// A message is not as core writes them: a fault of telnum.
struct BrokenMessage: Error {}

/// What of a message's bytes is not read yet.
private struct Bytes {
    private let bytes: UnsafeRawBufferPointer
    private var at = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    var left: Int { bytes.count - at }

    mutating func number<Number: FixedWidthInteger>() throws -> Number {
        let size = MemoryLayout<Number>.size
        guard size <= left else { throw BrokenMessage() }
        defer { at += size }
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: Number.self))
    }

    mutating func text() throws -> String {
        let length = Int(try number() as Int32)
        guard length >= 0, length <= left else { throw BrokenMessage() }
        defer { at += length }
        return String(decoding: UnsafeRawBufferPointer(rebasing: bytes[at..<at + length]), as: UTF8.self)
    }
}
