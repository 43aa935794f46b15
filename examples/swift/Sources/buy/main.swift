// Buys two numbers over HTTP, from an emulator whose address is in TELNUM_EMULATOR_URL.
import Foundation
import Telnum

guard let url = ProcessInfo.processInfo.environment["TELNUM_EMULATOR_URL"] else {
    FileHandle.standardError.write(Data("TELNUM_EMULATOR_URL is not set: start telnum-emulator, and name its address\n".utf8))
    exit(2)
}

do {
    // At the carrier, you name no address, and `environment: .live` is where money is spent.
    let client = try IdtExpress(apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: url)
    guard let group = try await client.listDidGroups(countryIso: "BR").first else { exit(1) }
    let bought = try await client.createOrder(didGroupId: group.id, quantity: 2)
    let order = try await client.waitForOrder(bought.id)
    let numbers = order.orderItems.flatMap(\.numbers).map { $0.e164 ?? $0.number }
    print("swift: order \(order.id) \(order.delivery), \(numbers.count) numbers: \(numbers.joined(separator: ", "))")
} catch let error as TelnumError {
    FileHandle.standardError.write(Data("\(error.kind): \(error)\n".utf8))
    exit(1)
}
