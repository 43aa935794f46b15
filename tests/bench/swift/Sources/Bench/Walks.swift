import Foundation
import Telnum

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A long walk against short ones: the time a number, and how memory grows.
func walks() async throws {
    guard let url = ProcessInfo.processInfo.environment["TELNUM_EMULATOR_URL"] else { return }
    var short: [Double] = []
    for _ in 0..<25 { short.append(try await walk(url, 1_000).microseconds) }
    let before = try resident()
    let long = try await walk(url, 200_000)
    print(String(
        format: "swift: a number of 200,000, against one of 1,000: %.2f (%.2f us, %.2f us); memory grew by %.1f MB",
        long.microseconds / median(short), long.microseconds, median(short), Double(long.most - before) / 1e6
    ))
}

/// Microseconds a number, and the most bytes that were resident at the end of a page.
private func walk(_ url: String, _ count: Int) async throws -> (microseconds: Double, most: Int) {
    try await reset(url, "{\"seeded_numbers\": \(count)}")
    let client = try IdtExpress(apiKey: "emulator-key", apiSecret: "emulator-secret", baseUrl: url)
    var (seen, most) = (0, 0)
    let spent = try await milliseconds {
        for try await page in client.numberPages(pageSize: 100) {
            seen += page.numbers.count
            if seen % 10_000 == 0 { most = max(most, try resident()) }
        }
        return seen
    }
    if seen != count { throw CocoaError(.coderReadCorrupt) }
    return (spent * 1_000 / Double(count), most)
}

/// New accounts, with these switches in JSON.
func reset(_ url: String, _ switches: String) async throws {
    var request = URLRequest(url: URL(string: "\(url)/_emulator/reset") ?? URL(fileURLWithPath: "/"))
    request.httpMethod = "POST"
    request.httpBody = Data("{\"switches\": \(switches)}".utf8)
    _ = try await URLSession.shared.data(for: request)
}

private func resident() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
    return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1024
}
