import TelnumTypes

/// Hands a client's events to the function that its user gave.
final class Logger: LoggerCore {
    private let take: @Sendable (LogEvent) -> Void

    init(_ take: @escaping @Sendable (LogEvent) -> Void) {
        self.take = take
    }

    func log(event: LogEvent) {
        take(event)
    }
}

extension LogEvent {
    /// How it failed; `nil` where it did not.
    public var error: TelnumError.Kind? { kind.map(TelnumError.Kind.init) }
}
