import dev.telnum.Attempt
import dev.telnum.DialogTechNumberType
import dev.telnum.Emulator
import dev.telnum.ErrorKind
import dev.telnum.IdtDelivery
import dev.telnum.IdtExpress
import dev.telnum.IdtNumberStatus
import dev.telnum.IdtOrderStatus
import dev.telnum.TelnumException
import java.io.IOException
import java.math.BigDecimal
import java.time.Instant
import kotlin.reflect.full.isSubclassOf
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withContext

/** What the types promise: equality, printing, exceptions, no secret anywhere. */
fun typeTests() = listOf(
    Further("records compare, copy and print") {
        emulated { emulator, client ->
            val order = client.createOrder("16847", 3)
            assertEquals(order, client.getOrder(order.id))
            assertEquals(order.hashCode(), client.getOrder(order.id).hashCode())
            assertNotEquals(order, order.copy(ordered = 2))
            assertEquals(IdtOrderStatus.Created, order.status)
            assertEquals(IdtDelivery.MOVING, order.delivery)
            assertTrue("delivery=MOVING" in order.toString(), order.toString())
            assertTrue("status=Created" in order.toString() && "SALVADOR" in order.toString(), order.toString())
            assertTrue(order.createdAt!! <= emulator.now && order.createdAt is Instant)
            assertEquals(BigDecimal("3.00"), order.orderItems.single().didGroup!!.fees!!.monthlyFee)
        }
    },
    Further("summaries and removed numbers compare, copy and print") {
        emulated { _, client ->
            client.createOrder("16847", 3)
            val summary = client.listOrders().orders.single()
            assertEquals(summary, client.listOrders().orders.single())
            assertNotEquals(summary, summary.copy(shortfall = 1))
            assertTrue("status=Created" in summary.toString() && summary.id in summary.toString(), summary.toString())
            val removed = client.deleteNumber(client.listNumbers().numbers.first().number)
            assertEquals(IdtNumberStatus.Removed, removed.status)
            assertEquals(removed.hashCode(), removed.copy().hashCode())
            assertTrue("status=Removed" in removed.toString(), removed.toString())
        }
    },
    Further("there is an exception for each kind") {
        val expected = ErrorKind.entries.map { kind -> kind.name.split('_').joinToString("") { it.lowercase().replaceFirstChar(Char::uppercase) } }
        val found = TelnumException::class.sealedSubclasses.map { it.simpleName!! }
        assertEquals((expected + "Unknown").sorted(), found.sorted())
    },
    Further("an unknown outcome is nothing that retries catch") {
        assertFalse(TelnumException::class.isSubclassOf(IOException::class))
        emulated { emulator, client ->
            emulator.script("""[{"fault": "reset_after"}]""")
            val lost = assertFailsWith<TelnumException.OutcomeUnknown> { client.createOrder("16847", 3) }
            assertEquals(ErrorKind.TRANSPORT, lost.causeKind)
            assertEquals(lost.attempt, Attempt.fromJson(lost.attempt!!.toJson()))
            assertTrue(lost.sentAt!! <= emulator.now)
            assertEquals(lost.text, lost.message)
            assertNull(lost.cause)
        }
    },
    Further("a lost purchase at DialogTech keeps its attempt, which is not placed again") {
        Emulator(7).use { emulator ->
            emulator.dialogTech().use { client ->
                emulator.script("""[{"fault": "reset_after"}]""")
                val lost = assertFailsWith<TelnumException.OutcomeUnknown> { client.orderNumbers(DialogTechNumberType.Local, 2, search = "312") }
                val attempt = Attempt.fromJson(lost.attempt!!.toJson())
                assertFailsWith<TelnumException.Conflict> { client.place(attempt) }
                assertEquals(listOf(2), emulator.ledger.map { it.quantity })
                val (order, info) = client.withResponse { orderNumbers(DialogTechNumberType.Local, 1, search = "312") }
                assertEquals(1 to 200, order.numbers.size to info.httpStatus)
                assertEquals(order, order.copy())
                assertTrue(order.numbers.single().toString() in order.toString(), order.toString())
            }
        }
    },
    Further("a wait is a duration") {
        emulated(maxRetries = 0) { emulator, client ->
            emulator.script("""[{"fault": "status", "status": 429, "retry_after": "7"}]""")
            assertEquals(7.seconds, assertFailsWith<TelnumException.RateLimited> { client.listDidGroups("BR") }.retryAfter)
        }
    },
    Further("no secret prints") {
        IdtExpress("a-key-nobody-sees", "a-secret-nobody-sees", headers = mapOf("x-relay" to "a-token-nobody-sees")).use { client ->
            assertFalse("nobody-sees" in client.toString(), client.toString())
            assertTrue("sandbox" in client.toString(), client.toString())
        }
        val failed = assertFailsWith<TelnumException.Configuration> { IdtExpress("nobody-sees\n", "nobody-sees\n") }
        assertFalse("nobody-sees" in failed.stackTraceToString() + failed.toJson())
    },
    Further("a deadline of nothing is a clear error") {
        emulated { _, client ->
            assertFailsWith<TelnumException.Configuration> { client.getOrder("1", timeout = 0.seconds) }
            assertFailsWith<TelnumException.Configuration> { client.getOrder("1", timeout = (-5).milliseconds) }
        }
        assertFailsWith<TelnumException.Configuration> { Emulator(7).advance((-1).seconds) }
        assertFailsWith<TelnumException.InvalidInput> { Attempt.fromJson("{}") }
    },
    Further("a walk asks for no page before it is wanted") {
        emulated { emulator, client ->
            val walk = client.numbers(pageSize = 2)
            assertEquals(0, emulator.requests.size)
            assertEquals(1, walk.take(2).toList().size / 2)
            assertEquals(1, emulator.requests.size)
            assertEquals(walk.toList(), walk.toList())
        }
    },
    Further("a caller without a dispatcher keeps off the core's threads") {
        emulated { _, client ->
            withContext(Dispatchers.Unconfined) {
                repeat(100) {
                    client.listDidGroups("BR")
                    assertFalse(Thread.currentThread().name.startsWith("telnum"))
                }
            }
        }
    },
    Further("the public surface is the committed one") { assertPublicSurface() },
)

suspend fun emulated(maxRetries: Int? = null, test: suspend (Emulator, IdtExpress) -> Unit) =
    Emulator(7).use { emulator -> emulator.idtExpress(maxRetries = maxRetries).use { test(emulator, it) } }
