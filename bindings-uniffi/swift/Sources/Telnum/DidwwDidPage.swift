import TelnumTypes

/// A page of DIDs, with what was included. (DIDWW, *Get DIDs*)
public struct DidwwDidPage: Hashable, Sendable {
    /// The DIDs, in the carrier's order.
    public let dids: [DidwwLinked<DidwwDid>]
    /// The objects that they are linked to, each once, by type.
    public var included: DidwwIncluded { once.included }
    /// How many DIDs there are in all pages, by the carrier's word.
    public let totalRecords: Int?
    /// The API version that answered; versions before 2022-05-10 do not say.
    public let apiVersion: String?
    /// What this version of telnum does not know of the answer: `meta.x` is the member `x` of its `meta`.
    public let unknown: [DidwwMember]
    private let once: DidwwIncludedOnce

    init(_ page: TelnumTypes.DidwwDidPage) {
        let once = DidwwIncludedOnce(page.included)
        self.once = once
        dids = page.dids.map { DidwwLinked(object: $0, page: once) }
        (totalRecords, apiVersion, unknown) = (page.totalRecords, page.apiVersion, page.unknown)
    }

    /// The canonical JSON, the same in every language.
    public func toJson() -> String { plain.toJson() }

    private var plain: TelnumTypes.DidwwDidPage {
        TelnumTypes.DidwwDidPage(
            dids: dids.map(\.object), included: included, totalRecords: totalRecords, apiVersion: apiVersion,
            unknown: unknown
        )
    }

    public static func == (one: Self, other: Self) -> Bool {
        (one.totalRecords, one.apiVersion, one.unknown) == (other.totalRecords, other.apiVersion, other.unknown)
            && one.dids.map(\.object) == other.dids.map(\.object) && one.included == other.included
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(dids)
    }
}

/// In the canonical form. A page that is read is as one that was asked for: its links lead to what it includes.
extension DidwwDidPage: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(try TelnumTypes.DidwwDidPage(from: decoder))
    }

    public func encode(to encoder: any Encoder) throws {
        try plain.encode(to: encoder)
    }
}
