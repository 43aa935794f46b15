import Telnum

/// The public methods by their names in the contract. The value comes in canonical form.
func call(_ operation: String, _ client: IdtExpress, _ given: Json, timeout: Duration?) async throws -> Json {
    let quantity = given["quantity"]?.integer
    switch operation {
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
    case "list_numbers":
        return try Json.read(try await client.listNumbers(
            page: given["page"]?.integer, pageSize: given["page_size"]?.integer, timeout: timeout
        ).toJson())
    case "numbers":
        var numbers: [Json] = []
        let walk = client.numbers(
            page: given["page"]?.integer, pageSize: given["page_size"]?.integer, timeout: timeout
        )
        for try await number in walk { numbers.append(try Json.read(number.toJson())) }
        return .list(numbers)
    default:
        throw Misfit("there is no operation `\(operation)`")
    }
}

/// The arguments that each call knows; another one would be lost without a word.
let known: [String: Set<String>] = [
    "list_did_groups": ["country_iso", "region_code", "toll_free"],
    "preview_order": ["did_group_id", "quantity"], "prepare_order": ["did_group_id", "quantity"],
    "create_order": ["did_group_id", "quantity"], "place": ["attempt"], "get_order": ["order_id"],
    "list_numbers": ["page", "page_size"], "numbers": ["page", "page_size"], "build": [],
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
