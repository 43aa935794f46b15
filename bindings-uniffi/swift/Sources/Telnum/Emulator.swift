import Foundation
internal import TelnumCore

/// The carriers in memory: for first steps without an account, and for your own tests.
///
/// Clients made from it take its clock and its random numbers, so waiting takes no time and every run is the
/// same. No network is used. With a journal that is kept, give each run a seed of its own: emulators of one seed make
/// the same attempt ids.
///
/// ```swift
/// let emulator = Emulator(seed: 7)
/// let client = try emulator.idtExpress()
/// let order = try await client.createOrder(didGroupId: 16847, quantity: 3)
/// ```
public final class Emulator: Sendable {
    let core: EmulatorCore

    /// Carriers whose every choice follows from this seed: the same, 7, where none is given.
    public init(seed: UInt64 = 7) {
        core = EmulatorCore(seed: seed, here: false)
    }

    /// Scripts the answers to the next requests, in order: a list of steps in JSON, such as
    /// `[{"fault": "reset_after"}]`. The emulator's README lists them.
    ///
    /// - Throws: ``TelnumError`` of the kind `configuration`, which names the step; then none was added.
    public func script(_ json: String) throws {
        try translating { try core.script(json: json) }
    }

    /// Sets a named switch, such as `balance` to `"0.31"`; the emulator's README lists them.
    ///
    /// - Throws: ``TelnumError`` of the kind `configuration`, which says what the switch takes.
    public func set(_ name: String, _ value: some Encodable) throws {
        let json = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        try translating { try core.set(name: name, json: json) }
    }

    /// Moves the clock forward, and with it the life of orders.
    ///
    /// - Throws: ``TelnumError`` of the kind `configuration` where the time is negative.
    public func advance(_ time: Duration) throws {
        try translating { try core.advance(seconds: time.inSeconds) }
    }

    /// The emulator's time.
    public var now: Date { Date(unixMilliseconds: core.now()) }

    /// Every request that reached the carriers, secrets redacted.
    public var requests: [RecordedRequest] { (try? told(core.requests())) ?? [] }

    /// Every purchase that the carriers made.
    public var ledger: [LedgerEntry] { (try? told(core.ledger())) ?? [] }

    /// Every pause that its clients made.
    public var sleeps: [Duration] { core.sleeps().map { .seconds($0) } }
}

extension Emulator: CustomStringConvertible {
    public var description: String { "Emulator" }
}
