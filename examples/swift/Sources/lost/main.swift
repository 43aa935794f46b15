// A purchase whose answer gets lost: what telnum says, and what you can do.
import Foundation
import Telnum

let emulator = Emulator(seed: 7)
let client = try emulator.idtExpress()

// The attempt exists before the call. Keep it where you keep what must not be lost.
let attempt = try client.prepareOrder(didGroupId: 16847, quantity: 3)
let file = FileManager.default.temporaryDirectory.appendingPathComponent("telnum-attempt-\(attempt.id).json")
try attempt.toJson().write(to: file, atomically: true, encoding: .utf8)

// The carrier will act, and then the connection breaks.
try emulator.script(#"[{"fault": "reset_after"}]"#)
do {
    let order = try await client.place(attempt)
    print("order \(order.id)")
} catch let error as TelnumError where error.kind == .outcomeUnknown {
    print(error)
    print("It was sent at \(error.sentAt.map { "\($0)" } ?? "?"), and failed by: \(error.cause.map { "\($0)" } ?? "?").")
    // Do not buy again. Look at the account first: did an order of this group and size appear?
    let kept = try Attempt(json: String(contentsOf: file, encoding: .utf8))
    print("The attempt \(kept.id) is kept in \(file.lastPathComponent): \(kept.arguments)")
}
// Here the emulator tells what the carrier knows. It was bought, once.
print("bought: \(emulator.ledger.map { "order \($0.orderId), \($0.quantity) numbers" })")
try FileManager.default.removeItem(at: file)
