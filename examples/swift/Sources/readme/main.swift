import Telnum

let emulator = Emulator(seed: 7)
let client = try emulator.idtExpress()
let group = try await client.listDidGroups(countryIso: "BR")[0]
do {
    var order = try await client.createOrder(didGroupId: group.id, quantity: 2)
    print(order.id, order.status)

    try emulator.advance(.seconds(10))
    order = try await client.getOrder(order.id)
    print(order.orderItems.flatMap { $0.numbers.map { $0.e164 ?? $0.number } })
} catch let lost as TelnumError where lost.kind == .outcomeUnknown {
    print("It may have been bought; look before you buy again:", lost.attempt as Any)
}
