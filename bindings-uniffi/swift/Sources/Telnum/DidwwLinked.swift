internal import TelnumCore

/// An object of DIDWW whose links can be followed.
///
/// Its attributes are those of the object itself, and each link is a property:
///
/// ```swift
/// print(did.number ?? "?", try did.didGroup?.country?.name ?? "no country")
/// ```
///
/// A link that leads nowhere is `nil`. One that the answer does not say throws ``TelnumError`` of the kind
/// `invalidInput`, which says what to include. What an answer includes is held once, by all that came of it.
@dynamicMemberLookup
public struct DidwwLinked<Object: DidwwObject>: Sendable {
    /// The object alone: its links are ids.
    public let object: Object
    let page: DidwwIncludedOnce

    /// An attribute of the object.
    public subscript<Value>(dynamicMember attribute: KeyPath<Object, Value>) -> Value {
        object[keyPath: attribute]
    }

    /// What its answer included, by type.
    public var included: DidwwIncluded { page.included }

    /// The canonical JSON, the same in every language: links are ids.
    public func toJson() -> String { object.toJson() }

    func followOne<Target>(_ link: DidwwLink, _ name: String, _ include: String) throws -> DidwwLinked<Target>? {
        switch link {
        case .notLoaded: throw TelnumError(try told(linkNotLoaded(name: name, include: include)))
        case .empty: nil
        case .present(let id, let index): find(id, index)
        }
    }

    func followMany<Target>(_ links: DidwwLinks, _ name: String, _ include: String) throws -> [DidwwLinked<Target>] {
        switch links {
        case .notLoaded: throw TelnumError(try told(linkNotLoaded(name: name, include: include)))
        case .present(let ids, let indexes): zip(ids, indexes).compactMap { find($0, $1) }
        }
    }

    private func find<Target>(_ id: String, _ index: Int) -> DidwwLinked<Target>? {
        let list = Target.included(in: page.included)
        if list.indices.contains(index), list[index].id == id {
            return DidwwLinked<Target>(object: list[index], page: page)
        }
        return list.first { $0.id == id }.map { DidwwLinked<Target>(object: $0, page: page) }
    }
}

/// A type of object that DIDWW returns.
public protocol DidwwObject: Codable, Identifiable, Hashable, Sendable where ID == String {
    /// The canonical JSON, the same in every language.
    func toJson() -> String
    /// The objects of this type among those that an answer includes.
    static func included(in page: DidwwIncluded) -> [Self]
}

/// What an answer includes: one for all of its objects.
final class DidwwIncludedOnce: Sendable {
    let included: DidwwIncluded

    init(_ included: DidwwIncluded) {
        self.included = included
    }
}

extension DidwwLinked: Identifiable {
    public var id: String { object.id }
}

/// The object alone: its links are ids. It is read as an `Object`, or with what it is linked to as a page or document.
extension DidwwLinked: Encodable {
    public func encode(to encoder: any Encoder) throws {
        try object.encode(to: encoder)
    }
}

extension DidwwLinked: Hashable {
    /// Whether the objects are equal, and what their answers include.
    public static func == (one: Self, other: Self) -> Bool {
        one.object == other.object && (one.page === other.page || one.page.included == other.page.included)
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(object)
    }
}

/// It prints as the object alone. It is not a `CustomStringConvertible`: a DID has a description of its own.
extension DidwwLinked: CustomReflectable {
    public var customMirror: Mirror { Mirror(reflecting: object) }
}
