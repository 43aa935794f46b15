import Telnum

/// The public methods by their names in the contract. The value comes in canonical form.
func callIdtExpress(
    _ operation: String, _ client: IdtExpress, _ given: Json, timeout: Duration?
) async throws -> Json {
    let quantity = given["quantity"]?.integer
    switch operation {
    case "list_countries":
        return .list(try await client.listCountries(timeout: timeout).map { try Json.read($0.toJson()) })
    case "list_regions":
        let regions = try await client.listRegions(countryIso: given["country_iso"]?.text ?? "", timeout: timeout)
        return .list(try regions.map { try Json.read($0.toJson()) })
    case "list_did_groups":
        let groups = try await client.listDidGroups(
            countryIso: given["country_iso"]?.text ?? "", regionCode: given["region_code"]?.text,
            tollFree: given["toll_free"]?.flag, timeout: timeout
        )
        return .list(try groups.map { try Json.read($0.toJson()) })
    case "preview_order":
        return try Json.read(try await id(given["did_group_id"]) {
            try await client.previewOrder(didGroupId: $0, quantity: quantity ?? 0, timeout: timeout)
        }.toJson())
    case "prepare_order":
        return try Json.read(try await id(given["did_group_id"]) {
            try client.prepareOrder(didGroupId: $0, quantity: quantity ?? 0)
        }.toJson())
    case "place":
        let attempt = try Attempt(json: (given["attempt"] ?? .null).written)
        return try Json.read(try await client.place(attempt, timeout: timeout).toJson())
    case "create_order":
        return try Json.read(try await id(given["did_group_id"]) {
            try await client.createOrder(didGroupId: $0, quantity: quantity ?? 0, timeout: timeout)
        }.toJson())
    case "get_order":
        return try Json.read(try await id(given["order_id"]) {
            try await client.getOrder($0, timeout: timeout)
        }.toJson())
    case "wait_for_order":
        return try Json.read(try await id(given["order_id"]) {
            try await client.waitForOrder($0, throughBackorder: given["through_backorder"]?.flag, timeout: timeout)
        }.toJson())
    case "watch_order":
        let watch = try await id(given["order_id"]) {
            client.watchOrder($0, throughBackorder: given["through_backorder"]?.flag, timeout: timeout)
        }
        return .list(try await watch.reduce(into: []) { $0.append(try Json.read($1.toJson())) })
    case "list_orders":
        return try Json.read(try await client.listOrders(
            page: given["page"]?.integer, pageSize: given["page_size"]?.integer,
            filterByStatus: given["filter_by_status"]?.text, timeout: timeout
        ).toJson())
    case "orders":
        let walk = client.orders(
            page: given["page"]?.integer, pageSize: given["page_size"]?.integer,
            filterByStatus: given["filter_by_status"]?.text, timeout: timeout
        )
        return .list(try await walk.reduce(into: []) { $0.append(try Json.read($1.toJson())) })
    case "delete_number":
        return try Json.read(
            try await client.deleteNumber(given["number"]?.text ?? "", timeout: timeout).toJson()
        )
    case "list_numbers":
        return try Json.read(try await client.listNumbers(
            page: given["page"]?.integer, pageSize: given["page_size"]?.integer, timeout: timeout
        ).toJson())
    case "numbers":
        let walk = client.numbers(
            page: given["page"]?.integer, pageSize: given["page_size"]?.integer, timeout: timeout
        )
        return .list(try await walk.reduce(into: []) { $0.append(try Json.read($1.toJson())) })
    default:
        throw Misfit("there is no operation `\(operation)`")
    }
}

private let order: Set<String> = [
    "did_group_id", "quantity", "type", "search", "allow_partial", "cleansed_only", "distance", "sms_supported",
    "order_slot", "allow_overlay",
]
private let dids: Set<String> = ["filter", "other_filters", "include", "sort", "fields", "page", "page_size"]

/// The arguments that each call knows; another one would be lost without a word.
let known: [String: Set<String>] = [
    "list_countries": [], "list_regions": ["country_iso"],
    "list_did_groups": ["country_iso", "region_code", "toll_free"],
    "preview_order": ["did_group_id", "quantity"], "prepare_order": order, "order_numbers": order,
    "list_dids": dids, "dids": dids.union(["pages_ahead"]),
    "create_order": ["did_group_id", "quantity"], "place": ["attempt"], "get_order": ["order_id"],
    "wait_for_order": ["order_id", "through_backorder"], "watch_order": ["order_id", "through_backorder"],
    "list_orders": ["page", "page_size", "filter_by_status"], "orders": ["page", "page_size", "filter_by_status"],
    "delete_number": ["number"], "list_numbers": ["page", "page_size"], "numbers": ["page", "page_size"], "build": [],
]

/// An id as the entry spells it: a number as a Swift number, a text as a text.
private func id<Value>(_ given: Json?, _ call: (any CarrierId) async throws -> Value) async throws -> Value {
    if let number = given?.integer { return try await call(number) }
    return try await call(given?.text ?? "")
}

/// What an entry asks for and this runner does not understand, or what is not as the entry says.
struct Misfit: Error, CustomStringConvertible {
    let description: String
    init(_ text: String) { description = text }
}
