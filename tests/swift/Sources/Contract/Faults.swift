import Foundation

/// Runs the rounds of a campaign (tests/README.md) with the packed package, on each of these emulators one after
/// another: `Contract ROUNDS TOLD`.
func runFaults(_ rounds: String, _ told: String, _ environment: [String: String]) async throws {
    let urls = (environment["TELNUM_EMULATOR_URLS"] ?? "").split(separator: " ").map(String.init)
    let lines = try String(contentsOfFile: rounds, encoding: .utf8).split(separator: "\n")
    let waiting = Waiting(try lines.map { try Json.read(String($0)) })
    let said = try await withThrowingTaskGroup(of: [String].self) { workers in
        for url in urls {
            workers.addTask {
                var said: [String] = []
                while let round = await waiting.next() { said.append(try await run(round, at: url)) }
                return said
            }
        }
        return try await workers.reduce(into: []) { $0 += $1 }
    }
    try said.map { "\($0)\n" }.joined().write(toFile: told, atomically: true, encoding: .utf8)
}

private func run(_ round: Json, at url: String) async throws -> String {
    do {
        return try await FaultyRound(round, at: url).run().written
    } catch {
        let (seed, number) = (round["seed"]?.written ?? "?", round["number"]?.written ?? "?")
        throw Misfit("in the round --seed \(seed) --round \(number): \(error)")
    }
}

/// The rounds that no worker has taken yet.
private actor Waiting {
    private var rounds: [Json]

    init(_ rounds: [Json]) { self.rounds = rounds }

    func next() -> Json? { rounds.isEmpty ? nil : rounds.removeFirst() }
}
