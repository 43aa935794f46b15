// The story of two numbers, over HTTP at an emulator whose address is in TELNUM_EMULATOR_URL: found,
// previewed, bought, waited for, listed, and one of them deleted; then DialogTech, and a number chosen at DIDWW.
import Foundation
import Telnum

func say(_ step: String) { FileHandle.standardError.write(Data("\(step)\n".utf8)) }

struct Wrong: Error, CustomStringConvertible { let description: String }

func check(_ condition: Bool, otherwise: String) throws {
    if !condition { throw Wrong(description: otherwise) }
}

func story(at url: String) async throws -> String {
    // At the carrier, you name no address, and `environment: .live` is where money is spent.
    let client = try IdtExpress(apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: url)

    let countries = try await client.listCountries()
    say("numbers of \(countries.count) countries can be bought")

    let groups = try await client.listDidGroups(countryIso: "BR")
    guard let group = groups.first, let setup = group.fees?.setupFee, let monthly = group.fees?.monthlyFee else {
        throw Wrong(description: "Brazil has no group with fees")
    }
    let price = [setup, monthly].map { $0.formatted(.number.precision(.fractionLength(2))) }.joined(separator: " + ")
    say("group \(group.id), \(group.name): \(price) a month")

    let preview = try await client.previewOrder(didGroupId: group.id, quantity: 2)
    try check(preview.ordered == 2, otherwise: "the preview is of \(preview.ordered ?? 0) numbers")
    say("a preview of 2 numbers went well; nothing is bought yet")

    let bought = try await client.createOrder(didGroupId: group.id, quantity: 2)
    say("order \(bought.id) is made; waiting for its numbers")
    var statuses: [String] = []
    let order = try await client.waitForOrder(bought.id, timeout: .seconds(60)) { order in
        statuses.append("\(order.status)")
        say("  \(order.status): \(order.fulfilled ?? 0) of \(order.ordered ?? 0) numbers")
    }
    let numbers = order.orderItems.flatMap(\.numbers).compactMap(\.e164)
    try check(order.delivery == .delivered && numbers.count == 2, otherwise: "the order ended \(order.delivery)")

    let listed = try await client.numbers().reduce(into: []) { $0.append($1) }
    try check(Set(numbers).isSubset(of: listed.map(\.e164)), otherwise: "\(numbers) are not among the account's numbers")
    try check(try await client.orders().contains { $0.id == order.id }, otherwise: "the order is not listed")
    say("\(numbers.joined(separator: " and ")) are the account's now")

    // A number is deleted by the spelling of the list.
    guard let first = listed.first(where: { $0.e164 == numbers[0] }) else { throw Wrong(description: "no first number") }
    _ = try await client.deleteNumber(first.number)
    let after = try await client.numbers().first { $0.number == first.number }
    try check(after?.status == .removed, otherwise: "\(first.number) is not listed as removed")
    say("\(numbers[0]) is deleted")

    let dialogTech = try DialogTech(
        accessKey: "emulator-access-key", secretAccessKey: "emulator-secret-access-key", baseUrl: url
    )
    let chicago = try await dialogTech.orderNumbers(type: .local, search: "312", quantity: 2).numbers.compactMap(\.e164)
    try check(chicago.count == 2, otherwise: "DialogTech sold \(chicago)")
    say("DialogTech sold \(chicago.joined(separator: " and ")) at once")

    let didww = try Didww(apiKey: "emulator-key", baseUrl: url)
    let berlin = try await didww.listDidGroups(
        filter: DidwwDidGroupFilter(areaName: "Berlin"), include: [.stockKeepingUnits]
    ).didGroups[0]
    let sku = try berlin.stockKeepingUnits[0]
    let chosen = try await didww.listAvailableDids(filter: DidwwAvailableDidFilter(didGroupId: .is(berlin.id)))
        .availableDids[0]
    let held = try await didww.createDidReservation(availableDidId: chosen.id).didReservation
    guard let number = chosen.e164 else { throw Wrong(description: "\(chosen) has no number") }
    say("DIDWW holds \(number): \(sku.setupPrice ?? 0) + \(sku.monthlyPrice ?? 0) a month")

    let item = DidwwNewOrderItem(skuId: sku.id, didReservationId: held.id)
    let done = try await didww.waitForOrder(didww.createOrder(items: [item]).id, timeout: .seconds(60))
    guard let status = done.status else { throw Wrong(description: "order \(done.id) has no status") }
    try check(status == .completed, otherwise: "order \(done.id) is \(status)")
    let brought = try await didww.listDids(
        filter: DidwwDidFilter(orderId: .is(done.id)), include: [.didGroupCountry]
    ).dids
    try check(brought.map(\.number) == [chosen.number], otherwise: "order \(done.id) brought \(brought)")
    guard let country = try brought[0].didGroup?.country?.name else { throw Wrong(description: "no country") }

    let trunk = try await didww.createSipTrunk(
        name: "story \(done.reference ?? done.id)", host: "sip.example.com"
    ).voiceInTrunk
    _ = try await didww.updateDid(brought[0].id, voiceInTrunkId: trunk.id)
    let routed = try await didww.getDid(brought[0].id, include: [.voiceInTrunk]).did
    try check(try routed.voiceInTrunk?.id == trunk.id, otherwise: "\(number) is not routed")
    say("DIDWW sold it, and sends its calls to a trunk")

    return "\(countries.count) countries, group \(group.id) at \(price), preview \(preview.ordered ?? 0), "
        + "order \(order.id) \(order.delivery) (\(statuses.joined(separator: " > "))), "
        + "numbers \(numbers.joined(separator: " ")), deleted \(numbers[0]); "
        + "DialogTech \(chicago.joined(separator: " ")); DIDWW order \(done.id) \(status), \(number) in \(country)"
}

do {
    guard let url = ProcessInfo.processInfo.environment["TELNUM_EMULATOR_URL"] else {
        throw Wrong(description: "TELNUM_EMULATOR_URL is not set: start telnum-emulator, and name its address")
    }
    print("swift: \(try await story(at: url))")
} catch {
    say("failed: \(error)")
    exit(1)
}
