import Foundation
internal import TelnumCore

/// Hands the events that no call brings along to the function that the client's user gave.
final class Logger: LoggerCore {
    private let take: @Sendable (LogEvent) -> Void

    init(_ take: @escaping @Sendable (LogEvent) -> Void) {
        self.take = take
    }

    func log(event: Data) throws { take(try told(event)) }
}
