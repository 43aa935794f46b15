internal import TelnumCore

/// Asks a user's function for a token, in a task of its own, which is cancelled with the call and at its deadline.
final class TokenSource: TokenSourceCore {
    private let ask: @Sendable () async throws -> String

    init(_ ask: @escaping @Sendable () async throws -> String) {
        self.ask = ask
    }

    func token() async throws -> String {
        do { return try await ask() } catch { throw TokenFailed.Threw(said: "\(error)") }
    }
}
