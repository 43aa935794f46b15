import Foundation
import Telnum

/// What DIDWW sells, chosen and reserved, to a user of Swift.
func coverageTests(_ report: Report) async {
    await report.add("swift: an object that was asked for by its id leads to what the call includes") {
        let client = try Emulator(seed: 7).didww(apiVersion: "2026-04-16")
        let page = try await client.listCities(
            filter: DidwwCityFilter(name: "Berlin"), include: [.country], sort: [.ascending(.name)]
        )
        try check(page.cities.count == 1, "\(page.cities.map(\.name))")
        let found = try await client.getCity(page.cities[0].id, include: [.country, .area, "area.country"])
        try check(found.city.object.id == page.cities[0].id && found.city.name == "Berlin", "\(found.city)")
        try check(try found.city.country?.iso == "DE" && found.city.area?.country?.iso == "DE", "a link is lost")
        try check(found.included.countries.count == 1 && found.city.included == found.included, "\(found.included)")
        let error = try await failure { try found.city.region }
        try check(error.kind == .invalidInput && error.text.contains("`region`"), error.text)
        let missing = try await failure { try await client.getCity("x") }
        try check(missing.kind == .notFound, "\(missing)")
    }

    await report.add("swift: a document goes through JSON with its links, and compares by all that it holds") {
        let client = try Emulator(seed: 7).didww(apiVersion: "2026-04-16")
        let group = try await client.listDidGroups(filter: DidwwDidGroupFilter(areaName: "Berlin")).didGroups[0]
        let found = try await client.getDidGroup(group.id, include: [.stockKeepingUnits, "city.country"])
        try codes(found, found.toJson())
        let read = try JSONDecoder().decode(DidwwDidGroupDocument.self, from: JSONEncoder().encode(found))
        try check(read == found && Set([read, found]).count == 1, "documents do not compare")
        try check(try read.didGroup.city?.country?.name == "Germany", "links are lost")
        try check(try read.didGroup.stockKeepingUnits.contains { $0.monthlyPrice ?? 0 > 0 }, "no unit has a price")
        let bare = try await client.getDidGroup(group.id)
        try check(bare != found && bare.didGroup.object != found.didGroup.object, "it is as with its links")
        let (countries, types) = (
            try await client.listCountries(include: [.regions]), try await client.listDidGroupTypes(pageSize: 2)
        )
        try codes(countries, countries.toJson())
        try codes(types, types.toJson())
        let (balance, pops) = (try await client.getBalance(), try await client.listPops())
        try codes(balance, balance.toJson())
        try codes(pops, pops.toJson())
    }

    await report.add("swift: a number is found, priced, reserved, looked at and given back") {
        let client = try Emulator(seed: 7).didww()
        let offered = try await client.listAvailableDids(include: [.didGroupStockKeepingUnits])
        try check(offered.totalCount ?? 0 > offered.availableDids.count, "\(String(describing: offered.totalCount))")
        let price = try offered.availableDids[0].didGroup?.stockKeepingUnits.first?.monthlyPrice
        try check(price ?? 0 > 0, "it has no price")
        let made = try await client.createDidReservation(
            availableDidId: offered.availableDids[0].id, description: "shop 7"
        )
        try check(made.didReservation.description == "shop 7" && made.didReservation.expiresAt != nil, "\(made)")
        let error = try await failure { try made.didReservation.availableDid }
        try check(error.kind == .invalidInput && error.text.contains("pass `available_did`"), error.text)
        let held = try await client.getDidReservation(
            made.didReservation.id, include: [.availableDidDidGroupStockKeepingUnits]
        )
        let number = try held.didReservation.availableDid
        try check(number?.e164 == offered.availableDids[0].e164, "\(String(describing: number))")
        try check(try number?.didGroup?.stockKeepingUnits.first?.monthlyPrice == price, "it has another price")
        try codes(held, held.toJson())
        let walk = client.didReservations(include: [.availableDid], sort: [.descending(.createdAt)])
        let all = try await walk.reduce(into: []) { $0.append($1) }
        try check(try all.map(\.id) == [held.didReservation.id] && all[0].availableDid?.id == number?.id, "\(all)")
        let page = try await client.listDidReservations(include: [.availableDid])
        try codes(page, page.toJson())
        let gone = try await client.deleteDidReservation(held.didReservation.id)
        try check(gone.id == held.didReservation.id, "\(gone)")
        let missing = try await failure { try await client.getDidReservation(gone.id) }
        try check(missing.kind == .notFound, "\(missing)")
    }

    await report.add("swift: each list has filters and sort keys of its own, written as the carrier writes them") {
        let emulator = Emulator(seed: 7)
        let client = try emulator.didww()
        // A key that is named with its type is of that list alone.
        let order: [DidwwSort<DidwwDidGroupSortKey>] = [.ascending(.countryName), DidwwSort.descending("area_name")]
        _ = try await client.listDidGroups(
            filter: DidwwDidGroupFilter(countryId: ["a", "b"], needsRegistration: false), sort: order
        )
        _ = try await client.listDids(sort: [DidwwSort.ascending(.number)])
        let targets = emulator.requests.compactMap(\.target.removingPercentEncoding)
        try check(targets == [
            "/v3/did_groups?filter[country.id]=a,b&filter[needs_registration]=false&sort=country.name,-area_name",
            "/v3/dids?sort=number",
        ], "\(targets)")
    }
}
