import Foundation

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

    init(_ info: ErrorInfo) {
        self.info = info
    }

    /// An error that is found here.
    init(_ kind: Kind, _ text: String) {
        info = ErrorInfo(kind, text)
    }

    /// The stable kinds of failure. There may be more in a later version, so a `switch` has a `default`.
    public struct Kind: Hashable, Sendable {
        let kind: ErrorKind

        init(_ kind: ErrorKind) {
            self.kind = kind
        }
    }

    /// How long to wait before trying again, where the carrier or telnum knows.
    public var retryAfter: Duration? { info.retryAfter.map { .seconds($0) } }

    /// The canonical JSON, the same in every language.
    public func toJson() -> String { info.asJson.text }
}

extension TelnumError: LocalizedError, CustomStringConvertible, CustomDebugStringConvertible {
    public var errorDescription: String? { text }
    public var description: String { text }
    public var debugDescription: String { "TelnumError.\(kind): \(text)" }
}

extension TelnumError.Kind: CanonicalText, Scalar, CustomStringConvertible {
    /// The kind of this canonical text; `nil` where this version knows none.
    public init?(text: String) {
        guard let kind = ErrorKind(text: text) else { return nil }
        self.kind = kind
    }

    /// The canonical text, the same in every language: `outcome_unknown`.
    public var text: String { kind.text }

    public var description: String { String(describing: kind) }
}

/// In the canonical form, which is that of ``TelnumError/toJson()``.
extension TelnumError: Codable {
    public init(from decoder: any Decoder) throws {
        info = try ErrorInfo(decoding: decoder)
    }

    public func encode(to encoder: any Encoder) throws {
        try info.asJson.encode(to: encoder)
    }
}
