import Foundation

let environment = ProcessInfo.processInfo.environment
if CommandLine.arguments.count == 3 {
    try await runFaults(CommandLine.arguments[1], CommandLine.arguments[2], environment)
    exit(0)
}
guard let vectors = environment["TELNUM_VECTORS"], let results = environment["TELNUM_RESULTS"] else {
    throw Misfit("TELNUM_VECTORS and TELNUM_RESULTS are not set")
}
let report = Report()
let files = try FileManager.default.contentsOfDirectory(atPath: vectors).filter { $0.hasSuffix(".json") }.sorted()
let entries = try files.flatMap { file in
    try Json.read(String(contentsOfFile: "\(vectors)/\(file)", encoding: .utf8))["entries"]?.list ?? []
}.map(Entry.init)

for entry in entries {
    await report.add(entry.name, lacks: entry.lacks) {
        try await entry.run(on: InMemory(entry.entry["emulator"] ?? .null))
    }
}
let server = environment["TELNUM_EMULATOR_URL"].map(Server.init)
for entry in entries where entry.overHttp {
    await report.add("\(entry.name) (http)", lacks: server == nil ? "TELNUM_EMULATOR is not set" : entry.lacks) {
        guard let server else { return }
        try await server.reset(entry.entry["emulator"] ?? .null)
        try await entry.run(on: server)
    }
}
await furtherTests(report, environment)
try report.write(to: results)
