import Telnum

/// Reads every attribute of a page, telnum's.
func touch(_ page: IdtNumberPage) -> Int {
    page.numbers.reduce(0) { sum, it in
        let group = it.didGroup, country = group?.country, fees = group?.fees
        let texts = [it.number, it.e164, it.statusText, group?.id, group?.name, group?.nameText,
                     group?.countryCallingCode, group?.areaCode, group?.nxx, country?.name, country?.iso]
        let flags = [it.status == .active, it.removedAt == nil, group?.tollFree, country?.hasRegions,
                     country?.supportsTollFree, fees?.setupFee?.isZero, fees?.monthlyFee?.isZero,
                     fees?.perMinuteRate?.isZero, it.addedAt != nil]
        return sum + texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) } + flags.reduce(0) { $0 + ($1 == true ? 1 : 0) }
    }
}

/// The same of a page by hand.
func touch(_ page: Page) -> Int {
    page.numbers.reduce(0) { sum, it in
        let group = it.did_group, country = group?.country, fees = group?.fees
        let texts = [it.number, it.status, it.added_at, it.removed_at, group?.name, group?.country_calling_code,
                     group?.area_code, group?.nxx, country?.name, country?.iso, fees?.setup_fee, fees?.monthly_fee,
                     fees?.per_minute_rate]
        let flags = [group?.toll_free, country?.has_regions, country?.supports_toll_free, group?.id == 1]
        return sum + texts.reduce(0) { $0 + ($1?.utf8.count ?? 0) } + flags.reduce(0) { $0 + ($1 == true ? 1 : 0) }
    }
}
