import Foundation
internal import TelnumCore

/// Remembers, durably, which attempts were placed: clients that share it place each attempt once. It is a client's
/// `journalStore`, and may keep what it is told in a database.
///
/// Each of its methods runs in a task of its own, which is cancelled with its call and when the call's time is up;
/// ``settle(_:outcome:)`` has 5 s at least.
public protocol Journal: Sendable {
    /// Claims an attempt that is about to be sent. Of all who claim its `id`, one is granted it, durably before this
    /// returns; once it is settled as `.notPlaced`, it is free again.
    ///
    /// What it throws is a ``TelnumError`` of the kind `configuration`, and nothing is sent.
    func claim(_ attempt: Attempt, at time: Date) async throws -> JournalClaim

    /// Learns how a claimed attempt ended. What it throws is dropped, and the claim stays open.
    func settle(_ attempt: Attempt, outcome: JournalOutcome) async throws

    /// What was claimed, and is not known to have been placed or not placed; oldest first.
    func open() async throws -> [OpenAttempt]

    /// The attempts that are known to have made an order: `reconcileOrders` does not look for them, and leaves their
    /// orders out where it looks for others. By default, none is known.
    func placed() async throws -> [PlacedAttempt]
}

extension Journal {
    public func placed() async throws -> [PlacedAttempt] { [] }
}

/// A user's journal, as core uses it.
final class CoreJournal: JournalCore {
    private let journal: any Journal

    init(_ journal: any Journal) {
        self.journal = journal
    }

    func ask(asked: Data) async throws -> String {
        do { return try await answer(Message(asked)) } catch { throw JournalFailed.Threw(said: "\(error)") }
    }

    private func answer(_ asked: Message) async throws -> String {
        var asked = asked
        switch try String(answered: &asked) {
        case "claim":
            let attempt = try Attempt(answered: &asked)
            return try await journal.claim(attempt, at: Date(answered: &asked)).toJson()
        case "settle":
            let attempt = try Attempt(answered: &asked)
            try await journal.settle(attempt, outcome: JournalOutcome(answered: &asked))
            return ""
        case "open":
            return Json.list(try await journal.open().map(\.asJson)).text
        default:
            return Json.list(try await journal.placed().map(\.asJson)).text
        }
    }
}
