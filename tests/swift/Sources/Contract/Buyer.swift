import Telnum

/// A client of a campaign.
struct Buyer: Sendable {
    let client: Client

    func prepare(_ operation: String, _ arguments: Json) async throws -> Json {
        let prepare = operation == "create_order_by_sku" ? "prepare_order_by_sku" : "prepare_order"
        return try await client.call(prepare, arguments, timeout: nil)
    }

    /// How placing an attempt ended. Its call is cancelled after a while.
    func place(_ attempt: Json, limit: Duration?, cancelledAfter: Duration? = nil) async throws -> Json {
        let placing = Task { try await client.call("place", .object(["attempt": attempt]), timeout: limit) }
        let cancelling = Task {
            guard let cancelledAfter else { return }
            try await Task.sleep(for: cancelledAfter)
            placing.cancel()
        }
        defer { cancelling.cancel() }
        do {
            let order = try await placing.value
            let numbers = (order["numbers"]?.list ?? []).compactMap { $0["number"] }
            return .object(["outcome": .text("ordered"), "order_id": order["id"] ?? .null, "numbers": .list(numbers)])
        } catch is CancellationError {
            return .object(["outcome": .text("cancelled")])
        } catch let error as TelnumError {
            let failed = try Json.read(error.toJson())
            return .object([
                "outcome": .text("failed"), "kind": failed["kind"] ?? .null, "text": failed["text"] ?? .null,
                "attempt_id": failed["attempt"]?["id"] ?? .null, "candidate": failed["candidate_order_id"] ?? .null,
            ])
        }
    }

    /// The attempts that the journal has open.
    func openAttempts() async throws -> [Json] {
        try await client.call("open_attempts", .object([:]), timeout: nil).list.compactMap { $0["attempt"] }
    }
}

/// Whether it is certain.
func nothingWasBought(_ end: Json) -> Bool {
    switch (end["outcome"]?.text, end["kind"]?.text) {
    case ("failed", "conflict"): end["attempt_id"] == .null
    case ("failed", let kind): kind != "outcome_unknown"
    default: false
    }
}
