import TelnumTypes

// Core counts in 32 bits, Swift in 64. A number beyond would reach core as the largest that it can count to, so it
// is refused here, by its name and with the value that was given.

/// Numbers of a call, by the names of their arguments.
typealias Counts = KeyValuePairs<String, Int?>

/// Refuses the numbers that core cannot count to. Nothing was sent.
func refuseBeyond(_ carrier: Carrier?, _ counts: Counts) throws {
    let details = beyond(counts).map { name, value in
        let limit = value < 0 ? "at least \(Int32.min)" : "at most \(Int32.max)"
        return ErrorDetail(
            origin: .local, code: nil, title: nil, detail: "`\(name)` must be \(limit), not \(value)",
            field: snakeCase(name), source: nil, meta: nil
        )
    }
    if details.isEmpty { return }
    let said = details.compactMap(\.detail).joined(separator: "; ")
    let (kind, end): (ErrorKind, String) = carrier == nil ? (.configuration, "") : (.invalidInput, " Nothing was sent.")
    throw TelnumError(ErrorInfo(kind, "\(said).\(end)", carrier: carrier, details: carrier == nil ? [] : details))
}

/// Prepares a purchase. What core says of the largest number that it can count to, it would say of the one given.
func preparing(_ carrier: Carrier, _ counts: Counts, _ call: () throws -> Attempt) throws -> Attempt {
    do {
        let attempt = try translating(call)
        // Of a client that does not validate.
        try refuseBeyond(carrier, counts)
        return attempt
    } catch let error as TelnumError where !beyond(counts).isEmpty && error.kind == .invalidInput {
        throw beyond(counts).reduce(error) { error, given in error.saying(given.value, of: given.key) }
    }
}

private func beyond(_ counts: Counts) -> [(key: String, value: Int)] {
    counts.compactMap { name, value in
        guard let value, Int32(exactly: value) == nil else { return nil }
        return (name, value)
    }
}

private func snakeCase(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : "\($1)" }
}

extension TelnumError {
    /// The same error, of the number that was given.
    fileprivate func saying(_ value: Int, of name: String) -> TelnumError {
        let crossed = "\(Int32(clamping: value))"
        var text = self.text
        let details = self.details.map { detail in
            guard detail.field == snakeCase(name), let said = detail.detail else { return detail }
            let meant = said.replacing(crossed, with: "\(value)")
            text = text.replacing(said, with: meant)
            return ErrorDetail(
                origin: detail.origin, code: detail.code, title: detail.title, detail: meant, field: detail.field,
                source: detail.source, meta: detail.meta
            )
        }
        return TelnumError(ErrorInfo(info.kind, text, carrier: carrier, details: details))
    }
}
