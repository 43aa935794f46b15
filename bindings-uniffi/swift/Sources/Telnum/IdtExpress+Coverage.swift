import TelnumTypes

extension IdtExpress {
    /// Lists the countries where numbers can be bought. `GET /v1/dids/coverage/countries`
    /// (IDT Express, *Get Countries*)
    ///
    /// - Parameter timeout: How long this call may take in all.
    /// - Throws: ``TelnumError`` of the kind `authentication` where the keys are wrong.
    public func listCountries(timeout: Duration? = nil) async throws -> [IdtCountry] {
        let answer = try await translating { try await core.listCountries(settings: CallSettings(timeout)) }
        recorder?.record(answer.info)
        return answer.value
    }

    /// Lists the regions of a country; the US and Canada have some.
    /// `GET /v1/dids/coverage/countries/{country_iso}/regions` (IDT Express, *Get Regions*)
    ///
    /// - Parameters:
    ///   - countryIso: Two capital letters of ISO 3166-1, such as `CA`.
    ///   - timeout: How long this call may take in all.
    /// - Throws: ``TelnumError``: `invalidInput` where an argument breaks a rule and nothing was sent,
    ///   `notOffered` where the carrier does not serve the country.
    public func listRegions(countryIso: String, timeout: Duration? = nil) async throws -> [IdtRegion] {
        let answer = try await translating {
            try await core.listRegions(countryIso: countryIso, settings: CallSettings(timeout))
        }
        recorder?.record(answer.info)
        return answer.value
    }

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
