// A purchase whose answer gets lost: what telnum says, and how a program finds out what became of it.
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
}

// It was not sent again, and buying again now could buy twice. The next run finds out.
let kept = try Attempt(json: String(contentsOf: file, encoding: .utf8))
let next = try emulator.idtExpress()
for found in try await next.reconcileOrders(attempts: [kept], soleBuyer: true) {
    print("attempt \(found.attemptId) is \(found.outcome): \(found.reason)")
    print("it made \(found.orderIds)")
}
// The call that does it all goes on where the attempt is: it looks, waits, and buys nothing again.
let bought = try await next.buyNumbers(attempt: kept, soleBuyer: true)
print("\(bought.delivered) of \(bought.ordered) numbers are there")
// Here the emulator tells what the carrier knows. It was bought, once.
print("bought: \(emulator.ledger.map { "order \($0.orderId ?? "unknown"), \($0.quantity) numbers" })")
try FileManager.default.removeItem(at: file)
