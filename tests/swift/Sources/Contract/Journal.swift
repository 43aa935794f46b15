import Foundation
import Telnum

/// Keeps what a client logs.
final class Journal: @unchecked Sendable {
    // Guarded by the lock.
    private var kept: [LogEvent] = []
    private let lock = NSLock()

    var take: @Sendable (LogEvent) -> Void {
        { event in self.lock.withLock { self.kept.append(event) } }
    }

    var events: [LogEvent] { lock.withLock { kept } }

    /// In canonical form.
    func written() throws -> [Json] { try events.map { try Json.read($0.toJson()) } }
}
