import Foundation
import TelnumTypes

/// Why a call failed. Decide by ``kind``; everything else explains.
///
/// ```swift
/// do {
///     let order = try await client.createOrder(didGroupId: 16847, quantity: 3)
/// } catch let error as TelnumError where error.kind == .insufficientFunds {
///     …
/// }
/// ```
///
/// A call that was cancelled throws `CancellationError` instead. Any other error is a fault of telnum
/// itself: of a purchase, take it as ``Kind/outcomeUnknown``.
public struct TelnumError: Error, Hashable, Sendable {
    let info: ErrorInfo

    package init(_ info: ErrorInfo) {
        self.info = info
    }

    init(_ kind: ErrorKind, _ text: String) {
        info = ErrorInfo(kind, text)
    }

    /// The stable kinds of failure. There may be more in a later version, so a `switch` has a `default`.
    public struct Kind: Hashable, Sendable {
        let kind: ErrorKind

        init(_ kind: ErrorKind) {
            self.kind = kind
        }
    }

    /// The stable kind: decide by this.
    public var kind: Kind { Kind(info.kind) }

    /// How long to wait before trying again, where the carrier or telnum knows.
    public var retryAfter: Duration? { info.retryAfter.map { .seconds($0) } }

    /// Only for ``Kind/outcomeUnknown``: how it failed.
    public var cause: Kind? { info.cause.map(Kind.init) }

    /// The canonical JSON, the same in every language.
    public func toJson() -> String { info.toJson() }
}

extension TelnumError: LocalizedError, CustomStringConvertible, CustomDebugStringConvertible {
    public var errorDescription: String? { text }
    public var description: String { text }
    public var debugDescription: String { "TelnumError.\(kind): \(text)" }
}

extension TelnumError.Kind: CanonicalText, CustomStringConvertible {
    /// The kind of this canonical text; `nil` where this version knows none.
    public init?(text: String) {
        guard let kind = ErrorKind(text: text) else { return nil }
        self.init(kind)
    }

    /// The canonical text, the same in every language: `outcome_unknown`.
    public var text: String { kind.text }

    public var description: String { String(describing: kind) }
}

/// In the canonical form, which is that of ``TelnumError/toJson()``.
extension TelnumError: Codable {
    public init(from decoder: any Decoder) throws {
        info = try ErrorInfo(from: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try info.encode(to: encoder)
    }
}

/// Runs a call of the core, and throws what users of Swift catch.
func translating<Value>(_ call: () throws -> Value) throws -> Value {
    do { return try call() } catch let error as CallError { throw translated(error) }
}

/// As above, of a call that takes time.
func translating<Value>(_ call: () async throws -> Value) async throws -> Value {
    do { return try await call() } catch let error as CallError { throw translated(error) }
}

private func translated(_ error: CallError) -> TelnumError {
    switch error {
    case .Failed(let info): TelnumError(info)
    }
}
