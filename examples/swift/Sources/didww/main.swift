// A number in Berlin at DIDWW: found, held, bought, routed, and let end. No account, no server and no network.
import Telnum

let emulator = Emulator(seed: 7)
let client = try emulator.didww()

// A group of numbers has its prices in its stock keeping units: one for each count of channels.
let groups = try await client.listDidGroups(
    filter: DidwwDidGroupFilter(areaName: "Berlin", isAvailable: true), include: [.stockKeepingUnits]
).didGroups
let offers = try groups.flatMap { group in try group.stockKeepingUnits.map { (group, $0) } }
guard let (group, sku) = offers.first(where: { ($0.1.monthlyPrice ?? 2) < 2 }) else { fatalError("nothing that cheap") }
print("\(group.areaName ?? group.id): \(sku.setupPrice ?? 0) once, \(sku.monthlyPrice ?? 0) a month")

// Held for some minutes, no one else can buy it.
let offered = try await client.listAvailableDids(filter: DidwwAvailableDidFilter(didGroupId: .is(group.id))).availableDids[0]
let held = try await client.createDidReservation(availableDidId: offered.id).didReservation
print("\(offered.e164 ?? offered.id) is held until \(held.expiresAt!)")

// The price is looked up once more before anything is bought.
let item = DidwwNewOrderItem(skuId: sku.id, didReservationId: held.id)
let created = try await client.createOrder(items: [item], maxMonthlyPrice: 2)
let order = try await client.waitForOrder(created.id)
print("order \(order.reference ?? order.id) is \(order.status!): it cost \(order.amount ?? 0)")

let did = try await client.listDids(filter: DidwwDidFilter(orderId: .is(order.id))).dids[0]
let trunk = try await client.createSipTrunk(name: "office", host: "sip.example.com").voiceInTrunk
_ = try await client.updateDid(did.id, voiceInTrunkId: trunk.id)
print("calls to \(did.e164 ?? did.id) go to the trunk \(trunk.name ?? trunk.id)")

// It works as long as it is paid for.
let ending = try await client.stopRenewingDid(did.id).did
print("\(ending.e164 ?? ending.id) ends on \(ending.expiresAt!)")
