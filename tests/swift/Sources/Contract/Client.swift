import Telnum

/// The options of a client, as an entry names them.
struct Options {
    let carrier: Carrier
    let given: Json

    /// By what the names of its entries begin with.
    private static let carriers: [String: Carrier] = ["idt": .idtExpress, "dt": .dialogTech, "dw": .didww]

    /// The keys of the emulator.
    private static let keys = [
        "api_key": "emulator-key", "api_secret": "emulator-secret", "access_key": "emulator-access-key",
        "secret_access_key": "emulator-secret-access-key",
    ]

    /// Of the carrier that the entry's name begins with.
    init(_ entry: Json) throws {
        let name = String(entry["name"]?.text?.prefix { $0 != "-" } ?? "")
        given = entry["client"] ?? .null
        guard let carrier = Self.carriers[name], let own = Self.own[carrier] else {
            throw Misfit("this runner does not know the carrier `\(name)`")
        }
        self.carrier = carrier
        if let name = given.members.keys.first(where: { !own.contains($0) && !Self.shared.contains($0) }) {
            throw Misfit("this runner does not understand the option `\(name)`")
        }
    }

    func text(_ name: String) -> String? { given[name]?.text }
    func integer(_ name: String) -> Int? { given[name]?.integer }
    func number(_ name: String) -> Double? { given[name]?.number }
    func flag(_ name: String) -> Bool? { given[name]?.flag }
    func duration(_ name: String) -> Duration? { number(name).map { .seconds($0) } }
    func headers(_ name: String) -> [String: String] { (given[name]?.members ?? [:]).compactMapValues(\.text) }

    /// A value of a set; an entry names none that is not there.
    func value<Value>(_ name: String, _ read: (String) -> Value?) throws -> Value? {
        guard let text = text(name) else { return nil }
        guard let value = read(text) else { throw Misfit("this runner does not understand the \(name) `\(text)`") }
        return value
    }

    /// The emulator's key where it listens at this address and the entry names none.
    func key(_ name: String, _ url: String?) -> String? { text(name) ?? (url == nil ? nil : Self.keys[name]) }
}
