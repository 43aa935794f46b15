import Foundation

/// What became of each entry and test.
final class Report {
    private var results: [Json] = []

    /// Runs one, whatever fails; within a time that only a call that hangs needs.
    func add(_ name: String, lacks: String? = nil, _ run: @escaping @Sendable () async throws -> Void) async {
        var result: [String: Json] = ["entry": .text(name)]
        do {
            if let lacks {
                result["outcome"] = .text("skipped")
                result["reason"] = .text(lacks)
            } else {
                try await within(.seconds(60), run)
                result["outcome"] = .text("passed")
            }
        } catch {
            result["outcome"] = .text("failed")
            result["reason"] = .text("\(error)")
            FileHandle.standardError.write(Data("failed: \(name): \(error)\n".utf8))
        }
        results.append(.object(result))
    }

    func write(to path: String) throws {
        let count = { (outcome: String) in self.results.count { $0["outcome"]?.text == outcome } }
        let text = Json.object(["runtime": .text("swift"), "results": .list(results)]).written
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        print("swift: \(count("passed")) passed, \(count("failed")) failed, \(count("skipped")) skipped")
    }

    private func within(_ limit: Duration, _ run: @escaping @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await run() }
            group.addTask {
                try await Task.sleep(for: limit)
                throw Misfit("it took more than \(limit)")
            }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
