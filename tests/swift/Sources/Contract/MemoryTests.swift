import Foundation
import Telnum

/// That a walk holds a page at a time, however long the list.
func memoryTests(_ report: Report, _ server: Server?) async {
    #if os(Linux)
    let lacks = server == nil ? "TELNUM_EMULATOR is not set" : nil
    #else
    let lacks: String? = "resident memory is read from /proc"
    #endif
    await report.add("swift: a walk over 100,000 numbers takes no more memory than one over 10,000", lacks: lacks) {
        guard let server else { return }
        let few = try await mostResident(server, numbers: 10_000)
        let many = try await mostResident(server, numbers: 100_000)
        print("swift: resident memory grew by \((many - few) / 1024) KiB from 10,000 numbers to 100,000")
        try check(many - few <= 32 << 20, "it grew by \(many - few) bytes")
    }
    await report.add("swift: a walk over 30,000 DIDs takes no more memory than one over 5,000", lacks: lacks) {
        guard let server else { return }
        let few = try await mostResident(server, dids: 5_000)
        let many = try await mostResident(server, dids: 30_000)
        print("swift: resident memory grew by \((many - few) / 1024) KiB from 5,000 DIDs to 30,000")
        // To keep them all would take 29 MB more.
        try check(many - few <= 16 << 20, "it grew by \(many - few) bytes")
    }
}

/// Walks over so many numbers of a new account; the most bytes that were resident at the end of a page.
private func mostResident(_ server: Server, numbers count: Int) async throws -> Int {
    try await server.reset(.object(["switches": .object(["seeded_numbers": .number(Decimal(count))])]))
    let client = try IdtExpress(apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: server.url)
    var (seen, most) = (0, 0)
    for try await number in client.numbers(pageSize: 100) {
        seen += number.number.isEmpty ? 0 : 1
        if seen % 100 == 0 { most = max(most, try resident()) }
    }
    try check(seen == count, "\(seen) numbers, not \(count)")
    return most
}

/// The same of DIDs, with four objects included for each.
private func mostResident(_ server: Server, dids count: Int) async throws -> Int {
    let switches: [String: Json] = ["dids": .number(Decimal(count)), "didww_rate_limit": .null]
    try await server.reset(.object(["switches": .object(switches)]))
    let client = try Didww(apiKey: "emulator-key", baseUrl: server.url, requestsPerSecond: 1000)
    var (seen, named, most) = (0, 0, 0)
    for try await did in client.dids(include: [.didGroup, .didGroupCountry, .order, .voiceInTrunk], pageSize: 100) {
        seen += 1
        named += try did.didGroup?.country?.name == nil ? 0 : 1
        if seen % 100 == 0 { most = max(most, try resident()) }
    }
    try check(seen == count && named == count, "\(seen) DIDs, \(named) in a country, not \(count)")
    return most
}

/// Bytes of this process that are in memory.
private func resident() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    guard let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
        throw Misfit("no VmRSS in /proc/self/status")
    }
    return kilobytes * 1024
}
