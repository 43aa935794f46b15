import Telnum

/// The public methods of DialogTech.
func callDialogTech(
    _ operation: String, _ client: DialogTech, _ given: Json, timeout: Duration?
) async throws -> Json {
    let type = DialogTechNumberType(text: given["type"]?.text ?? "")
    let (search, quantity, distance) = (given["search"]?.text, given["quantity"]?.integer ?? 0, given["distance"]?.integer)
    let flag = { (name: String) in given[name]?.flag }
    switch operation {
    case "prepare_order":
        return try Json.read(client.prepareOrder(
            type: type, search: search, quantity: quantity, allowPartial: flag("allow_partial"),
            cleansedOnly: flag("cleansed_only"), distance: distance, smsSupported: flag("sms_supported"),
            orderSlot: flag("order_slot"), allowOverlay: flag("allow_overlay")
        ).toJson())
    case "order_numbers":
        return try Json.read(try await client.orderNumbers(
            type: type, search: search, quantity: quantity, allowPartial: flag("allow_partial"),
            cleansedOnly: flag("cleansed_only"), distance: distance, smsSupported: flag("sms_supported"),
            orderSlot: flag("order_slot"), allowOverlay: flag("allow_overlay"), timeout: timeout
        ).toJson())
    case "place":
        let attempt = try Attempt(json: (given["attempt"] ?? .null).written)
        return try Json.read(try await client.place(attempt, timeout: timeout).toJson())
    default:
        throw Misfit("there is no operation `\(operation)`")
    }
}

/// The public methods of DIDWW.
func callDidww(_ operation: String, _ client: Didww, _ given: Json, timeout: Duration?) async throws -> Json {
    let filter = try filter(given["filter"]?.members ?? [:], given["other_filters"]?.members ?? [:])
    let texts = { (list: Json?) in (list?.list ?? []).compactMap(\.text) }
    let include = texts(given["include"]).map(DidwwInclude.init(text:))
    let sort = texts(given["sort"]).map { (name: String) -> DidwwSort in
        name.hasPrefix("-") ? .descending(.init(text: String(name.dropFirst()))) : .ascending(.init(text: name))
    }
    let fields = (given["fields"]?.members ?? [:]).sorted { $0.key < $1.key }.map { DidwwFieldset(objectType: $0.key, fields: texts($0.value)) }
    let (page, pageSize) = (given["page"]?.integer, given["page_size"]?.integer)
    switch operation {
    case "list_dids":
        return try Json.read(try await client.listDids(
            filter: filter, include: include, sort: sort, fields: fields, page: page, pageSize: pageSize,
            timeout: timeout
        ).toJson())
    case "dids":
        let walk = client.dids(
            filter: filter, include: include, sort: sort, fields: fields, page: page, pageSize: pageSize,
            pagesAhead: given["pages_ahead"]?.integer, timeout: timeout
        )
        return .list(try await walk.reduce(into: []) { $0.append(try Json.read($1.toJson())) })
    default:
        throw Misfit("there is no operation `\(operation)`")
    }
}

private func filter(_ given: [String: Json], _ others: [String: Json]) throws -> DidwwDidFilter {
    let wanted = try given.filter { $0.value.flag == nil }.mapValues(form)
    return DidwwDidFilter(
        number: wanted["number"], description: wanted["description"], terminated: given["terminated"]?.flag,
        awaitingRegistration: given["awaiting_registration"]?.flag, pendingRemoval: given["pending_removal"]?.flag,
        blocked: given["blocked"]?.flag, billingCyclesCount: wanted["billing_cycles_count"],
        didGroupId: wanted["did_group_id"], countryId: wanted["country_id"], regionId: wanted["region_id"],
        cityId: wanted["city_id"], orderId: wanted["order_id"], voiceInTrunkId: wanted["voice_in_trunk_id"],
        voiceInTrunkGroupId: wanted["voice_in_trunk_group_id"],
        sharedCapacityGroupId: wanted["shared_capacity_group_id"], capacityPoolId: wanted["capacity_pool_id"],
        orderReference: wanted["order_reference"], didGroupFeatures: wanted["did_group_features"],
        addressVerificationId: wanted["address_verification_id"],
        other: try others.sorted { $0.key < $1.key }.map { DidwwOtherFilter(name: $0.key, wanted: try form($0.value)) }
    )
}

private func form(_ given: Json) throws -> DidwwFilter {
    switch given {
    case .text(let text): .is(text)
    case .number, .flag: .is(given.written)
    case .list(let list): .oneOf(list.map { $0.text ?? $0.written })
    case .object(["blank": .flag(true)]): .blank
    default: throw Misfit("\(given.written) is no filter")
    }
}
