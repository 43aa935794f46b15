import Foundation

extension Date {
    /// As the canonical text is read, so that both are the same to the last bit.
    init(unixMilliseconds time: Int64) {
        let rest = (time % 1000 + 1000) % 1000
        self = Date(timeIntervalSince1970: Double((time - rest) / 1000)).addingTimeInterval(Double(rest) / 1000)
    }

    init(canonicalText text: String) throws {
        let parts = text.split(separator: ".", maxSplits: 1)
        let digits = parts.count == 2 ? parts[1].prefix(while: \.isNumber) : "0"
        let whole = parts.count == 2 ? String(parts[0] + parts[1].dropFirst(digits.count)) : text
        guard let fraction = Double("0.\(digits)"), let seconds = try? Date(whole, strategy: .iso8601) else { throw Unfit() }
        self = seconds.addingTimeInterval(fraction)
    }

    /// RFC 3339 in UTC, milliseconds only where there are some; beyond the years 0 to 9999, the nearest of them.
    var canonicalText: String {
        let seconds = timeIntervalSince1970
        let bounded = seconds.isFinite ? min(max(seconds, -62_167_219_200), 253_402_300_799.999) : 0
        let milliseconds = Int64((bounded * 1000).rounded())
        let rest = (milliseconds % 1000 + 1000) % 1000
        let text = Date(timeIntervalSince1970: Double((milliseconds - rest) / 1000)).formatted(.iso8601)
        return rest == 0 ? text : text.dropLast() + "." + String(String(rest + 1000).dropFirst()) + "Z"
    }
}

extension Duration {
    /// Seconds, as core takes them.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
