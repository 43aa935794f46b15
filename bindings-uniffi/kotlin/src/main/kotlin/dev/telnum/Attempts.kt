package dev.telnum

import dev.telnum.internal.attemptFromJson

/**
 * Reads an attempt from its canonical JSON, whichever language wrote it; `attempt.toJson()` writes it.
 *
 * @throws TelnumException.InvalidInput where the text is no attempt
 */
public fun Attempt.Companion.fromJson(json: String): Attempt = native { Message(attemptFromJson(json)).one { attempt() } }
