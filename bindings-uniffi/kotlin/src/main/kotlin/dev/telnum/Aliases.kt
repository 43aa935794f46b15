package dev.telnum

import java.math.BigDecimal
import java.time.Instant

/** An amount of money, with the decimals that the carrier writes. */
public typealias Decimal = BigDecimal

/** A moment, to the millisecond. */
public typealias Timestamp = Instant

/** The arguments of an attempt, by name: the text of a JSON object. */
public typealias AttemptArguments = String
