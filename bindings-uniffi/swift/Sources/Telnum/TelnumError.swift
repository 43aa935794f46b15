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

    /// One line for a person.
    public var text: String { info.text }

    /// The carrier that was called; `nil` where no carrier was involved.
    public var carrier: Carrier? { info.carrier }

    /// The HTTP status of the answer; `nil` where none was read.
    public var httpStatus: Int? { info.httpStatus }

    /// The carrier's id of the request, for its support.
    public var requestId: String? { info.requestId }

    /// How long to wait before trying again, where the carrier or telnum knows.
    public var retryAfter: Duration? { info.retryAfter.map { .seconds($0) } }

    /// Everything that is wrong, each with its code and field.
    public var details: [ErrorDetail] { info.details }

    /// The beginning of an answer that could not be read.
    public var excerpt: String? { info.excerpt }

    /// Only for ``Kind/outcomeUnknown``: the attempt whose outcome is unknown.
    public var attempt: Attempt? { info.attempt }

    /// Only for ``Kind/outcomeUnknown``: when it was sent.
    public var sentAt: Date? { info.sentAt }

    /// Only for ``Kind/outcomeUnknown``: how it failed.
    public var cause: Kind? { info.cause.map(Kind.init) }

    /// Only for ``Kind/outcomeUnknown``: an order that the answer named, to be looked at.
    public var candidateOrderId: String? { info.candidateOrderId }

    /// Only for a wait whose time was up: the order as it was seen last.
    public var order: IdtOrder? { info.order }

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

extension ErrorInfo {
    /// An error that is found here.
    init(_ kind: ErrorKind, _ text: String, carrier: Carrier? = nil, details: [ErrorDetail] = []) {
        self.init(
            kind: kind, text: text, carrier: carrier, httpStatus: nil, requestId: nil, retryAfter: nil,
            details: details, excerpt: nil, attempt: nil, sentAt: nil, cause: nil, candidateOrderId: nil, order: nil
        )
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
