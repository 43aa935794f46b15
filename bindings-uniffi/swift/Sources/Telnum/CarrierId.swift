/// What may stand for a carrier's id: text or a whole number, which is taken as its digits.
///
/// Ids are text in every answer. Take them as opaque.
public protocol CarrierId: CustomStringConvertible, Sendable {}

extension String: CarrierId {}
extension Substring: CarrierId {}
extension Int: CarrierId {}
extension Int32: CarrierId {}
extension Int64: CarrierId {}
extension UInt: CarrierId {}
extension UInt32: CarrierId {}
extension UInt64: CarrierId {}
