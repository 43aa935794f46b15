import Foundation

/// A value together with what is known of the exchange that brought it.
public struct TelnumResponse<Value: Sendable>: Sendable {
    /// What the carrier answered.
    public let value: Value
    /// Status, headers, request id, attempts and time.
    public let info: ResponseInfo
}

extension TelnumResponse: Equatable where Value: Equatable {}
extension TelnumResponse: Hashable where Value: Hashable {}
extension TelnumResponse: Encodable where Value: Encodable {}
extension TelnumResponse: Decodable where Value: Decodable {}

/// Keeps what is known of a client's last exchange.
final class ResponseRecorder: @unchecked Sendable {
    // Guarded by the lock.
    private var last: ResponseInfo?
    private let lock = NSLock()

    func record(_ info: ResponseInfo) {
        lock.withLock { last = info }
    }

    func recorded() throws -> ResponseInfo {
        guard let info = lock.withLock({ last }) else {
            throw TelnumError(.configuration, "`withResponse` made no call that has a response.")
        }
        return info
    }
}
