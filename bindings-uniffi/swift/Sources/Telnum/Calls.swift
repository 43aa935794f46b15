import Foundation
internal import TelnumCore

/// A client of the core, whose calls cross by their names.
struct Calls: Sendable {
    private let core: ClientCore
    private let logger: (@Sendable (LogEvent) -> Void)?
    var recorder: ResponseRecorder?

    /// A client of the carrier of this name, or of the emulated one.
    init(
        _ carrier: String, of emulator: Emulator? = nil, _ own: Json, _ options: ClientOptions,
        tokenSource: (@Sendable () async throws -> String)? = nil
    ) throws {
        logger = options.logger
        core = try translating {
            let (given, tokens) = (own.and(options.asJson).text, tokenSource.map(TokenSource.init))
            let (journal, logger) = (options.journalStore.map(CoreJournal.init), options.logger.map(Logger.init))
            let level = options.logLevel?.text
            return try emulator.map {
                try $0.core.client(
                    carrier: carrier, options: given, tokens: tokens, journal: journal, logger: logger, logLevel: level
                )
            } ?? ClientCore(
                carrier: carrier, options: given, tokens: tokens, journal: journal, logger: logger, logLevel: level
            )
        }
    }

    func describe() -> String { core.describe() }

    func call<Value: MessageValue>(_ operation: String, _ arguments: Json, _ timeout: Duration?) async throws -> Value {
        try await answer {
            try await core.call(
                operation: operation, arguments: arguments.text, timeout: timeout?.inSeconds, cancellation: $0
            )
        }
    }

    func prepare(_ operation: String, _ arguments: Json) throws -> Attempt {
        try translating { try told(core.prepare(operation: operation, arguments: arguments.text)) }
    }

    func place<Value: MessageValue>(_ attempt: Attempt, _ timeout: Duration?) async throws -> Value {
        try await answer {
            try await core.place(attempt: attempt.toJson(), timeout: timeout?.inSeconds, cancellation: $0)
        }
    }

    /// What comes in several steps, by the name of its method.
    func steps<Step: MessageValue>(_ name: String, _ arguments: Json, _ timeout: Duration?) -> TelnumSteps<Step> {
        TelnumSteps {
            // It makes many exchanges, and could show none of them.
            if recorder != nil {
                throw TelnumError(.configuration, """
                    `withResponse` is for a single call, and a walk or a wait makes many: call it without. Nothing was sent by it.
                    """)
            }
            let steps = try translating {
                try core.walk(name: name, arguments: arguments.text, timeout: timeout?.inSeconds)
            }
            return { try await outcome({ try await steps.next(cancellation: $0) }) { try Step?(answered: &$0) } }
        }
    }

    private func answer<Value: MessageValue>(_ call: (CancellationCore) async throws -> Data) async throws -> Value {
        try await outcome(call) { message in
            let value = try Value(answered: &message)
            let info = try ResponseInfo(answered: &message)
            recorder?.record(info)
            return value
        }
    }

    /// What a call brings, which is cancelled with its task. Its events come with it, and are logged before it returns.
    private func outcome<Value>(
        _ call: (CancellationCore) async throws -> Data, read: (inout Message) throws -> Value
    ) async throws -> Value {
        let cancellation = CancellationCore()
        do {
            let data = try await withTaskCancellationHandler {
                try await call(cancellation)
            } onCancel: {
                cancellation.cancel()
            }
            return try logged(data, read)
        } catch CallError.Failed(let data) {
            throw TelnumError(try logged(data) { try ErrorInfo(answered: &$0) })
        } catch CallError.Cancelled {
            throw CancellationError()
        }
    }

    private func logged<Value>(_ data: Data, _ read: (inout Message) throws -> Value) throws -> Value {
        var message = try Message(data)
        let value = try read(&message)
        while !message.isAtEnd {
            let event = try LogEvent(answered: &message)
            logger?(event)
        }
        return value
    }
}

/// Runs what asks core and sends nothing, and throws what users of Swift catch.
func translating<Value>(_ call: () throws -> Value) throws -> Value {
    do { return try call() } catch CallError.Failed(let data) { throw TelnumError(try told(data)) }
}
