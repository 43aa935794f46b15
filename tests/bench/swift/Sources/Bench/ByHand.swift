import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What a user would write: URLSession and JSONDecoder into types, amounts and moments left as text.
struct ByHand: Sendable {
    let url: URL
    let session: URLSession

    init(_ url: String) throws {
        guard let url = URL(string: "\(url)/v1/dids/numbers") else { throw CocoaError(.formatting) }
        self.url = url
        let configuration = URLSessionConfiguration.ephemeral
        configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
        configuration.httpMaximumConnectionsPerHost = 64
        session = URLSession(configuration: configuration)
    }

    func numbers() async throws -> Page {
        var request = URLRequest(url: url)
        request.setValue("emulator-key", forHTTPHeaderField: "x-api-key")
        request.setValue("emulator-secret", forHTTPHeaderField: "x-api-secret")
        let (data, _) = try await session.data(for: request)
        return try JSONDecoder().decode(Page.self, from: data)
    }
}

struct Page: Decodable, Sendable {
    let numbers: [Number]

    struct Number: Decodable, Sendable {
        let number: String
        let status: String
        let added_at: String?
        let removed_at: String?
        let did_group: Group?
    }

    struct Group: Decodable, Sendable {
        let id: Int
        let name: String
        let country_calling_code: String?
        let area_code: String?
        let nxx: String?
        let toll_free: Bool?
        let country: Country?
        let fees: Fees?
    }

    struct Country: Decodable, Sendable {
        let name: String
        let iso: String?
        let has_regions: Bool?
        let supports_toll_free: Bool?
    }

    struct Fees: Decodable, Sendable {
        let setup_fee: String?
        let monthly_fee: String?
        let per_minute_rate: String?
    }
}
