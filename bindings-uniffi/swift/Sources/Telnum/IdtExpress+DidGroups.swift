import TelnumTypes

extension IdtExpress {
    /// Lists the DID groups of a country: the places where numbers can be bought, with their fees.
    /// `GET /v1/dids/coverage/did_groups` (IDT Express, *Get DID Groups*)
    ///
    /// - Parameters:
    ///   - countryIso: Two capital letters of ISO 3166-1, such as `BR`.
    ///   - regionCode: Required for the US and Canada, unless `tollFree` is true; with it, refused.
    ///   - tollFree: `true` lists toll-free groups only.
    ///   - timeout: How long this call may take in all.
    /// - Throws: ``TelnumError``: `invalidInput` where an argument breaks a rule and nothing was sent,
    ///   `notOffered` where the carrier does not serve the country or region.
    public func listDidGroups(
        countryIso: String, regionCode: String? = nil, tollFree: Bool? = nil, timeout: Duration? = nil
    ) async throws -> [IdtDidGroup] {
        let answer = try await translating {
            try await core.listDidGroups(
                countryIso: countryIso, regionCode: regionCode, tollFree: tollFree, settings: CallSettings(timeout)
            )
        }
        recorder?.record(answer.info)
        return answer.value
    }
}
