import Foundation

// Amounts cross as text. Foundation drops the zeros at the end of "5.00" when it reads it, and with them
// the carrier's own spelling, which the canonical form keeps; and its reader takes 2 µs a number.

/// An amount with as many decimals as its text has.
func readDecimal(_ text: String) throws -> Decimal {
    if keepsZeros, let amount = quickly(text) {
        return amount
    }
    guard let amount = Decimal(string: text, locale: Locale(identifier: "en_US_POSIX")) else {
        throw Unfit()
    }
    return amount
}

/// The text of an amount, with its zeros at the end.
func writeDecimal(_ amount: Decimal) -> String {
    let text = amount.description
    let digits = text.firstIndex(of: ".").map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
    let missing = -amount.exponent - digits
    return missing > 0 ? text + (digits == 0 ? "." : "") + String(repeating: "0", count: missing) : text
}

/// Digits with at most one point, as long as they fit 18 digits; else nothing.
private func quickly(_ text: String) -> Decimal? {
    var (significand, exponent, digits, isNegative) = (UInt64(0), Int8(0), 0, false)
    var isBehindPoint = false
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            significand = significand &* 10 &+ UInt64(byte - UInt8(ascii: "0"))
            digits += 1
            exponent -= isBehindPoint ? 1 : 0
            if digits > 18 { return nil }
        case UInt8(ascii: ".") where !isBehindPoint: isBehindPoint = true
        case UInt8(ascii: "-") where digits == 0 && !isNegative && !isBehindPoint: isNegative = true
        default: return nil
        }
    }
    return digits == 0 ? nil : made(significand, exponent, isNegative: isNegative && significand > 0)
}

#if canImport(Darwin)
private let keepsZeros = true

private func made(_ significand: UInt64, _ exponent: Int8, isNegative: Bool) -> Decimal {
    let word = { UInt16(truncatingIfNeeded: significand >> (16 * $0)) }
    return Decimal(
        _exponent: Int32(exponent), _length: words(significand), _isNegative: isNegative ? 1 : 0, _isCompact: 0,
        _reserved: 0, _mantissa: (word(0), word(1), word(2), word(3), 0, 0, 0, 0)
    )
}

private func words(_ significand: UInt64) -> UInt32 {
    UInt32((64 - significand.leadingZeroBitCount + 15) / 16)
}
#else
/// Foundation for Linux hides the initialiser that Apple's has, so its fields are set where they lie;
/// wherever they do not lie there, amounts are read the slow way, and lose zeros at their end.
private let keepsZeros: Bool = {
    guard MemoryLayout<Decimal>.size == 20 else { return false }
    let samples = [("5.00", "5"), ("-0.0250", "-0.025"), ("123456789012.30", "123456789012.3"), ("0.00", "0"), ("7", "7")]
    return samples.allSatisfy { text, plain in
        guard let amount = quickly(text), let same = Decimal(string: plain) else { return false }
        return amount == same && amount.hashValue == same.hashValue && writeDecimal(amount) == text
    }
}()

private func made(_ significand: UInt64, _ exponent: Int8, isNegative: Bool) -> Decimal {
    var amount = Decimal()
    withUnsafeMutableBytes(of: &amount) { fields in
        let words = UInt8((64 - significand.leadingZeroBitCount + 15) / 16)
        fields[0] = UInt8(bitPattern: exponent)
        fields[1] = words << 4 | (isNegative ? 8 : 0)
        fields.storeBytes(of: significand.littleEndian, toByteOffset: 4, as: UInt64.self)
    }
    return amount
}
#endif
