package dev.telnum

import dev.telnum.internal.attemptFromJson

/** Reads an attempt. The core does it, so that what it would not place is refused here. */
internal fun attemptIn(json: String): Attempt = native { Message(attemptFromJson(json)).one { attempt() } }

/** The same, of a part of other JSON. */
internal fun JsonMember.attempt(): Attempt = attemptIn(json())

/** As an argument of a call. */
internal fun Attempt.given(): WrittenJson = WrittenJson(toJson())
