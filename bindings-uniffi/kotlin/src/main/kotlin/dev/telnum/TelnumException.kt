package dev.telnum

import java.time.Instant
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.toJavaDuration

/**
 * Why a call failed: one subclass a kind, to be told apart by `catch` or `when`. A later version may
 * add kinds, so a `when` should have an `else`.
 *
 * None of them is an `IOException` or a `TimeoutException`, so nothing that retries those will buy
 * again.
 *
 * @property info everything below as plain data; absent only for [Unknown]
 */
public sealed class TelnumException(
    public val info: ErrorInfo?,
    cause: Throwable? = null,
) : RuntimeException(info?.text ?: cause?.message, cause) {
    /** The stable kind; absent only for [Unknown]. */
    public val kind: ErrorKind? get() = info?.kind

    /** One line for a person; the same as [message]. */
    public val text: String get() = message.orEmpty()

    /** The carrier that was called; absent where no carrier was involved. */
    public val carrier: Carrier? get() = info?.carrier

    /** The HTTP status of the answer; absent where none was read. */
    public val httpStatus: Int? get() = info?.httpStatus

    /** The carrier's id of the request, for its support. */
    public val requestId: String? get() = info?.requestId

    /** How long to wait before trying again, where the carrier or telnum knows. */
    public val retryAfter: Duration? get() = info?.retryAfter?.seconds

    /** [retryAfter] for Java, where it is `getRetryAfter()`. */
    @JvmName("getRetryAfter")
    public fun retryAfterInJava(): java.time.Duration? = retryAfter?.toJavaDuration()

    /** Everything that is wrong, each with its code and field. */
    public val details: List<ErrorDetail> get() = info?.details.orEmpty()

    /** The beginning of an answer that could not be read. */
    public val excerpt: String? get() = info?.excerpt

    /** The canonical JSON, the same in every language; absent only for [Unknown]. */
    public fun toJson(): String? = info?.toJson()

    /** An argument breaks a rule; [details] name the field and the rule. */
    public class InvalidInput internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The credentials are missing, wrong, or of the other environment. */
    public class Authentication internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The account may not use this feature. */
    public class NotEnabled internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The order, number or endpoint does not exist, or is not yours. */
    public class NotFound internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The carrier does not offer this country, region, group or kind of number. */
    public class NotOffered internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The account's balance does not cover the order. Nothing was bought. */
    public class InsufficientFunds internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The account's allotment is used up. */
    public class QuotaExceeded internal constructor(info: ErrorInfo) : TelnumException(info)

    /** Too many requests; [retryAfter] says when to come back, where known. */
    public class RateLimited internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The request contradicts the present state. */
    public class Conflict internal constructor(info: ErrorInfo) : TelnumException(info) {
        /** The attempt that was placed before; absent where the carrier refused. */
        public val attempt: Attempt? get() = info?.attempt

        /** The order that it made, where the client's journal knows it. */
        public val candidateOrderId: String? get() = info?.candidateOrderId
    }

    /** The carrier said no without a reason that telnum knows. */
    public class Rejected internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The carrier failed (HTTP 5xx). */
    public class Server internal constructor(info: ErrorInfo) : TelnumException(info)

    /** No connection could be made. Nothing was sent. */
    public class Connect internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The deadline passed. */
    public class Timeout internal constructor(info: ErrorInfo) : TelnumException(info) {
        /** Of a wait whose time was up: the order as it was seen last, if it was. */
        public val order: IdtOrder? get() = info?.order
    }

    /** The connection broke, or the answer was a redirect, which is never followed. */
    public class Transport internal constructor(info: ErrorInfo) : TelnumException(info)

    /** The answer is not what the carrier documents; [excerpt] shows its beginning. */
    public class Decode internal constructor(info: ErrorInfo) : TelnumException(info)

    /**
     * A purchase was sent and its answer was lost. It may have been made: look at the account's orders
     * before you buy again.
     */
    public class OutcomeUnknown internal constructor(info: ErrorInfo) : TelnumException(info) {
        /** The attempt whose outcome is unknown; absent where a preview may have bought. */
        public val attempt: Attempt? get() = info?.attempt

        /** When it was sent. */
        public val sentAt: Instant? get() = info?.sentAt

        /** How it failed. (In the canonical form: `cause`, which `Throwable` has already.) */
        public val causeKind: ErrorKind? get() = info?.`cause`

        /** An order that the answer named, to be looked at. */
        public val candidateOrderId: String? get() = info?.candidateOrderId
    }

    /** The client is set up wrongly, or was closed, or telnum does not run on this platform. */
    public class Configuration internal constructor(info: ErrorInfo, cause: Throwable? = null) : TelnumException(info, cause)

    /** A fault of telnum itself. Of a purchase, treat it as [OutcomeUnknown], and please report it. */
    public class Unknown internal constructor(cause: Throwable) : TelnumException(null, cause)

    internal companion object {
        fun of(info: ErrorInfo): TelnumException = when (info.kind) {
            ErrorKind.INVALID_INPUT -> InvalidInput(info)
            ErrorKind.AUTHENTICATION -> Authentication(info)
            ErrorKind.NOT_ENABLED -> NotEnabled(info)
            ErrorKind.NOT_FOUND -> NotFound(info)
            ErrorKind.NOT_OFFERED -> NotOffered(info)
            ErrorKind.INSUFFICIENT_FUNDS -> InsufficientFunds(info)
            ErrorKind.QUOTA_EXCEEDED -> QuotaExceeded(info)
            ErrorKind.RATE_LIMITED -> RateLimited(info)
            ErrorKind.CONFLICT -> Conflict(info)
            ErrorKind.REJECTED -> Rejected(info)
            ErrorKind.SERVER -> Server(info)
            ErrorKind.CONNECT -> Connect(info)
            ErrorKind.TIMEOUT -> Timeout(info)
            ErrorKind.TRANSPORT -> Transport(info)
            ErrorKind.DECODE -> Decode(info)
            ErrorKind.OUTCOME_UNKNOWN -> OutcomeUnknown(info)
            ErrorKind.CONFIGURATION -> Configuration(info)
        }
    }
}
