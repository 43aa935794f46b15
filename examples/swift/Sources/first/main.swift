// The first steps, without an account, a network or a server: the carrier is in memory.
import Telnum

let emulator = Emulator(seed: 7)
let client = try emulator.idtExpress()

let groups = try await client.listDidGroups(countryIso: "BR")
for group in groups {
    print("\(group.id): \(group.name), \(group.fees?.monthlyFee.map { "\($0) a month" } ?? "no fees known")")
}
guard let group = groups.first else { fatalError("no DID groups") }

// A preview checks everything, funds included, and buys nothing.
let preview = try await client.previewOrder(didGroupId: group.id, quantity: 3)
print("a preview of \(preview.ordered ?? 0) numbers")

var order = try await client.createOrder(didGroupId: group.id, quantity: 3)
print("order \(order.id) is \(order.status)")

// Numbers come later. The emulator's time is ours to move.
while order.status != .complete {
    try emulator.advance(.seconds(5))
    order = try await client.getOrder(order.id)
}
print("order \(order.id) is \(order.status): \(order.fulfilled ?? 0) came, \(order.shortfall ?? 0) are missing")

for try await number in client.numbers() {
    print(number.e164 ?? number.number)
}
