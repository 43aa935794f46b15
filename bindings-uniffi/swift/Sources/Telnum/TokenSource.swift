import Foundation
import TelnumTypes

/// Asks a user's function for a token, from a thread of core's that may wait.
final class TokenSource: TokenSourceCore {
    private let ask: @Sendable () async throws -> String

    init(_ ask: @escaping @Sendable () async throws -> String) {
        self.ask = ask
    }

    func token() throws -> String {
        let (answer, done) = (Answer(), DispatchSemaphore(value: 0))
        Task {
            do { answer.token = .success(try await ask()) } catch { answer.token = .failure(error) }
            done.signal()
        }
        done.wait()
        do { return try answer.token.get() } catch { throw TokenFailed.Threw(said: "\(error)") }
    }

    /// Written before the signal, and read after it.
    private final class Answer: @unchecked Sendable {
        var token: Result<String, any Error> = .failure(CancellationError())
    }
}
