import dev.telnum.Attempt
import dev.telnum.AttemptOutcome
import dev.telnum.Emulator
import dev.telnum.ErrorKind
import dev.telnum.JournalClaim
import dev.telnum.JournalOutcome
import dev.telnum.JournalResult
import dev.telnum.OpenAttempt
import dev.telnum.PlacedAttempt
import dev.telnum.TelnumException
import java.time.Instant
import java.util.concurrent.ConcurrentHashMap
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertSame
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.yield

/** A journal of the caller's own, which keeps what it was told. */
private open class Remembered : dev.telnum.Journal {
    val outcomes = mutableListOf<JournalOutcome>()
    private val orders = ConcurrentHashMap<String, String>()

    override suspend fun claim(attempt: Attempt, at: Instant): JournalClaim {
        yield()
        val taken = orders.putIfAbsent(attempt.id, "") ?: return JournalClaim(granted = true, orderId = null)
        return JournalClaim(granted = false, orderId = taken.ifEmpty { null })
    }

    override suspend fun settle(attempt: Attempt, outcome: JournalOutcome) {
        outcomes += outcome
        when (outcome.result) {
            JournalResult.NOT_PLACED -> orders -= attempt.id
            else -> orders[attempt.id] = outcome.orderId.orEmpty()
        }
    }

    override suspend fun open(): List<OpenAttempt> = emptyList()

    override suspend fun placed(): List<PlacedAttempt> =
        orders.filterValues { it.isNotEmpty() }.map { (id, order) -> PlacedAttempt(id, order) }
}

/** Clients with a journal of the caller's own. */
fun ownJournalTests() = listOf(
    Further("a journal of the caller's own is asked before a purchase and told its outcome") {
        Emulator(7).use { emulator ->
            val journal = Remembered()
            val client = emulator.idtExpress(journalStore = journal)
            val attempt = client.prepareOrder("16847", 2)
            val order = client.place(attempt)
            emulator.script("""[{"fault": "reset_after"}]""")
            val lost = assertFailsWith<TelnumException.OutcomeUnknown> { client.createOrder("16847", 2) }
            emulator.set("balance", "\"0.31\"")
            assertFailsWith<TelnumException.InsufficientFunds> { client.createOrder("16847", 2) }
            val results = listOf(JournalResult.PLACED, JournalResult.UNKNOWN, JournalResult.NOT_PLACED)
            assertEquals(results, journal.outcomes.map { it.result })
            assertEquals(listOf(order.id, null, null), journal.outcomes.map { it.orderId })
            val causes = listOf(null, ErrorKind.TRANSPORT, ErrorKind.INSUFFICIENT_FUNDS)
            assertEquals(causes, journal.outcomes.map { it.cause })
            assertEquals(lost.sentAt, journal.outcomes[1].sentAt)
            val other = emulator.idtExpress(journalStore = journal)
            val again = assertFailsWith<TelnumException.Conflict> { other.place(attempt) }
            assertEquals(order.id, again.candidateOrderId)
            assertEquals(emptyList(), client.openAttempts())
            assertEquals(2, emulator.ledger.size)
        }
    },

    Further("what another client has found out is told without a look") {
        Emulator(7).use { emulator ->
            val journal = Remembered()
            val client = emulator.idtExpress(journalStore = journal)
            val attempt = client.prepareOrder("16847", 2)
            emulator.script("""[{"fault": "reset_after"}]""")
            assertFailsWith<TelnumException.OutcomeUnknown> { client.place(attempt) }
            val order = emulator.ledger.single().orderId!!
            emulator.idtExpress(journalStore = journal).settleAttempt(attempt, orderId = order)
            val requests = emulator.requests.size
            val found = client.reconcileOrders(listOf(attempt)).single()
            assertEquals(AttemptOutcome.PLACED to listOf(order), found.outcome to found.orderIds)
            assertEquals(requests, emulator.requests.size)
        }
    },

    Further("where a claim of it fails nothing is sent, and what it threw is the cause") {
        Emulator(7).use { emulator ->
            val away = IllegalStateException("the database is away.")
            val failing = object : Remembered() {
                override suspend fun claim(attempt: Attempt, at: Instant): JournalClaim = throw away
                override suspend fun open(): List<OpenAttempt> = throw away
            }
            val client = emulator.idtExpress(journalStore = failing)
            val refused = assertFailsWith<TelnumException.Configuration> { client.createOrder("16847", 2) }
            val said = "The journal failed: IllegalStateException: the database is away."
            assertEquals("$said Nothing was sent.", refused.text)
            assertSame(away, refused.cause)
            val unread = assertFailsWith<TelnumException.Configuration> { client.openAttempts() }
            assertEquals(said, unread.text)
            assertEquals(0, emulator.requests.size)
        }
    },

    Further("a claim of it that does not come in time is a time-out, and nothing is sent") {
        Emulator(7).use { emulator ->
            val late = object : Remembered() {
                override suspend fun claim(attempt: Attempt, at: Instant): JournalClaim = awaitCancellation()
            }
            val client = emulator.idtExpress(timeout = 100.milliseconds, journalStore = late)
            val refused = assertFailsWith<TelnumException.Timeout> { client.createOrder("16847", 2) }
            assertEquals("The journal did not answer before the call's deadline. Nothing was sent.", refused.text)
            assertEquals(0, emulator.requests.size)
        }
    },

    Further("what it throws of an outcome is dropped, and a client has one journal") {
        Emulator(7).use { emulator ->
            val failing = object : Remembered() {
                override suspend fun settle(attempt: Attempt, outcome: JournalOutcome): Unit = error("it is away")
            }
            assertEquals(2, emulator.idtExpress(journalStore = failing).createOrder("16847", 2).ordered)
            val refused = assertFailsWith<TelnumException.Configuration> {
                emulator.idtExpress(journal = "orders.journal", journalStore = failing)
            }
            assertEquals("Two journals were given, a path and one of your own: a client has one.", refused.text)
        }
    },
)
