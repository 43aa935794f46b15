import Foundation
import Telnum

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// A page of 1,000 DIDs, as the emulator writes it: 2 MB, most of it relationships.
func didww() async throws {
    guard let emulator = ProcessInfo.processInfo.environment["TELNUM_EMULATOR_URL"] else { return }
    try await reset(emulator, #"{"didww_max_page_size": 1000, "didww_odd_rows": false}"#)
    let (body, _) = try await URLSession.shared.data(for: try didsRequest("\(emulator)/v3/dids?page%5Bsize%5D=1000"))
    let url = try serve(String(decoding: body, as: UTF8.self))
    let client = try Didww(apiKey: "emulator-key", baseUrl: url, requestsPerSecond: 1000)
    let request = try didsRequest("\(url)/v3/dids?page%5Bsize%5D=1000")
    let session = URLSession(configuration: .ephemeral)
    var (ours, theirs): ([Double], [Double]) = ([], [])
    for round in 0..<71 {
        let our = try await milliseconds { touch(try await client.listDids(pageSize: 1000)) }
        let their = try await milliseconds {
            touch(try JSONDecoder().decode(DidPage.self, from: try await session.data(for: request).0))
        }
        if round >= 20 { ours.append(our); theirs.append(their) }
    }
    report("page of 1,000 DIDs of DIDWW, against URLSession + JSONDecoder typed", ours, theirs)
}

private func didsRequest(_ text: String) throws -> URLRequest {
    guard let url = URL(string: text) else { throw CocoaError(.formatting) }
    var request = URLRequest(url: url)
    request.setValue("emulator-key", forHTTPHeaderField: "api-key")
    for name in ["accept", "content-type"] { request.setValue("application/vnd.api+json", forHTTPHeaderField: name) }
    return request
}

/// What a user would write: moments left as text, relationships left out.
private struct DidPage: Decodable {
    let data: [Did]
    let meta: Meta?

    struct Did: Decodable {
        let id: String
        let attributes: Attributes
    }

    struct Attributes: Decodable {
        let number: String?
        let description: String?
        let blocked: Bool?
        let terminated: Bool?
        let awaiting_registration: Bool?
        let capacity_limit: Int?
        let channels_included_count: Int?
        let dedicated_channels_count: Int?
        let billing_cycles_count: Int?
        let created_at: String?
        let expires_at: String?
    }

    struct Meta: Decodable {
        let total_records: Int?
    }
}

/// Reads every attribute of a page, telnum's.
private func touch(_ page: DidwwDidPage) -> Int {
    page.dids.reduce(0) { sum, it in
        let texts = [it.id, it.number, it.description, it.e164]
        let flags = [it.blocked, it.terminated, it.awaitingRegistration, it.createdAt != nil, it.expiresAt != nil]
        let counts = [it.capacityLimit, it.channelsIncludedCount, it.dedicatedChannelsCount, it.billingCyclesCount]
        return sum + texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) } + flags.reduce(0) { $0 + ($1 == true ? 1 : 0) }
            + counts.reduce(0) { $0 + ($1 ?? 0) }
    }
}

/// The same of a page by hand.
private func touch(_ page: DidPage) -> Int {
    page.data.reduce(0) { sum, row in
        let it = row.attributes
        let texts = [row.id, it.number, it.description, it.created_at, it.expires_at]
        let flags = [it.blocked, it.terminated, it.awaiting_registration]
        let counts = [it.capacity_limit, it.channels_included_count, it.dedicated_channels_count, it.billing_cycles_count]
        return sum + texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) } + flags.reduce(0) { $0 + ($1 == true ? 1 : 0) }
            + counts.reduce(0) { $0 + ($1 ?? 0) }
    }
}
