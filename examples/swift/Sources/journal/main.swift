// A journal: what was placed stays placed, whatever becomes of the program.
import Foundation
import Telnum

let emulator = Emulator(seed: 7)
let file = FileManager.default.temporaryDirectory.appendingPathComponent("telnum-\(UUID()).journal")

let client = try emulator.idtExpress(journal: file.path)
let attempt = try client.prepareOrder(didGroupId: 16847, quantity: 2)
let order = try await client.place(attempt)

// The program crashes here, starts again, and does not know that it has bought.
let restarted = try emulator.idtExpress(journal: file.path)
do {
    _ = try await restarted.place(attempt)
} catch let placed as TelnumError where placed.kind == .conflict {
    print("\(order.id): it was placed before, as \(placed.candidateOrderId ?? "an unknown order")")
}
try FileManager.default.removeItem(at: file)
