// telnum in Swift against what a user would write by hand, on the same bytes in the same run.
import Foundation
import Telnum

let thousand = page(1000)
try await compare("page of 1,000 numbers, against URLSession + JSONDecoder typed", thousand, warm: 20, rounds: 101)
try await decoding()
try await compare("page of 1 number, against URLSession + JSONDecoder typed", page(1), warm: 100, rounds: 1001)
try await many()
try await logging()
try await walks()
try await didww()

func compare(_ what: String, _ body: String, warm: Int, rounds: Int) async throws {
    let url = try serve(body)
    let client = try IdtExpress(apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: url)
    let byHand = try ByHand(url)
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for round in 0..<(warm + rounds) {
        let our = try await milliseconds { touch(try await client.listNumbers()) }
        let their = try await milliseconds { touch(try await byHand.numbers()) }
        if round >= warm { ours.append(our); theirs.append(their) }
    }
    report(what, ours, theirs)
}

/// The body is in memory: decoding, crossing and reading alone.
func decoding() async throws {
    let emulator = Emulator(seed: 7)
    let client = try emulator.idtExpress()
    let script = "[{\"status\": 200, \"body\": \(thousand)}]"
    let data = Data(thousand.utf8)
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for round in 0..<121 {
        try emulator.script(script)
        let our = try await milliseconds { touch(try await client.listNumbers()) }
        let their = try await milliseconds { touch(try JSONDecoder().decode(Page.self, from: data)) }
        if round >= 20 { ours.append(our); theirs.append(their) }
    }
    report("page of 1,000 numbers in memory, against JSONDecoder typed", ours, theirs)
}

/// 64 at once, a thousand calls in all.
func many() async throws {
    let url = try serve(page(1))
    let client = try IdtExpress(apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: url)
    let byHand = try ByHand(url)
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for _ in 0..<15 {
        ours.append(try await milliseconds { try await atOnce { touch(try await client.listNumbers()) } })
        theirs.append(try await milliseconds { try await atOnce { touch(try await byHand.numbers()) } })
    }
    report("1,024 small calls, 64 at once, against the same", ours, theirs)
}

func atOnce(_ call: @escaping @Sendable () async throws -> Int) async throws -> Int {
    try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<64 {
            group.addTask {
                var sum = 0
                for _ in 0..<16 { sum += try await call() }
                return sum
            }
        }
        return try await group.reduce(0, +)
    }
}

/// What a logger costs a small call.
func logging() async throws {
    let url = try serve(page(1))
    let quiet = try IdtExpress(apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: url)
    let loud = try IdtExpress(apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: url, logger: { _ in })
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for round in 0..<1101 {
        let our = try await milliseconds { touch(try await loud.listNumbers()) }
        let their = try await milliseconds { touch(try await quiet.listNumbers()) }
        if round >= 100 { ours.append(our); theirs.append(their) }
    }
    report("page of 1 number with a logger, against none", ours, theirs)
}

func milliseconds(_ work: () async throws -> Int) async throws -> Double {
    let begun = ContinuousClock.now
    let sum = try await work()
    // What was read is used, so that no compiler leaves it out.
    if sum == 0 { throw CocoaError(.coderReadCorrupt) }
    return (ContinuousClock.now - begun) / .milliseconds(1)
}

func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

func report(_ what: String, _ ours: [Double], _ theirs: [Double]) {
    let (our, their) = (median(ours), median(theirs))
    print(String(format: "swift: \(what): %.2f (%.3f ms, %.3f ms)", our / their, our, their))
}
