import dev.telnum.Emulator
import dev.telnum.IdtExpress
import dev.telnum.LogEvent
import dev.telnum.LogLevel
import dev.telnum.LogSubject
import dev.telnum.TelnumException
import dev.telnum.TelnumLogger
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertNotEquals
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking

/** What entries cannot say of logs: failing loggers, thresholds, threads, leaks. */
fun logTests() = listOf(
    Further("a logger that throws loses no purchase") {
        val thrown = listOf<() -> Throwable>({ IllegalStateException("log") }, { StackOverflowError() }, { InterruptedException() })
        for (throwable in thrown) {
            var told = 0
            logged({ told += 1; throw throwable() }) { emulator, client ->
                assertEquals(3, client.createOrder("16847", 3).ordered)
                assertEquals(2, told)
                assertEquals(1, emulator.ledger.size)
                emulator.script("""[{"fault": "reset_after"}]""")
                val lost = assertFailsWith<TelnumException.OutcomeUnknown> { client.createOrder("16847", 3) }
                assertTrue(lost.attempt != null && emulator.ledger.size == 2)
            }
        }
    },
    Further("a logger is told from the level it wants") {
        for ((level, wanted) in listOf(null to 4, LogLevel.DEBUG to 4, LogLevel.INFO to 2, LogLevel.WARNING to 1)) {
            val events = CopyOnWriteArrayList<LogEvent>()
            logged(events::add, level) { emulator, client ->
                client.listCountries()
                emulator.script("""["garbage"]""")
                assertFailsWith<TelnumException.Decode> { client.listCountries() }
                assertEquals(wanted, events.size, "$level: $events")
            }
        }
    },
    Further("an event compares, copies and prints, without a secret") {
        val events = CopyOnWriteArrayList<LogEvent>()
        logged(events::add) { _, client ->
            client.listDidGroups("US", "US-AK")
            val (request, call) = events
            assertEquals(LogSubject.REQUEST to LogSubject.CALL, request.about to call.about)
            assertEquals(call, call.copy())
            assertEquals(call.hashCode(), call.copy().hashCode())
            assertNotEquals(call, call.copy(attempt = 2))
            assertNull(call.error)
            assertTrue("operation=list_did_groups" in call.toString(), call.toString())
            assertTrue(call.text.startsWith("list_did_groups: HTTP 200 after 1 request"), call.text)
            assertFalse("US-AK" in "$request $call ${request.toJson()}")
        }
    },
    Further("64 calls at once tell all their events") {
        val events = CopyOnWriteArrayList<LogEvent>()
        logged(events::add) { _, client ->
            coroutineScope { List(64) { async(Dispatchers.Default) { client.listCountries() } }.awaitAll() }
            assertEquals(128, events.size)
        }
    },
    Further("a logger that is slow, or calls its own client, holds up no other call") {
        val release = CountDownLatch(1)
        logged({ release.await() }) { emulator, slow ->
            coroutineScope {
                val held = List(8) { async(Dispatchers.IO) { slow.listCountries() } }
                emulator.idtExpress().use { assertEquals(1, it.createOrder("16847", 1, timeout = 20.seconds).ordered) }
                release.countDown()
                assertEquals(8, held.awaitAll().size)
            }
        }
        lateinit var itself: IdtExpress
        val asked = AtomicInteger()
        logged({ if (asked.incrementAndGet() <= 4) runBlocking { itself.listCountries() } }) { _, client ->
            itself = client
            assertEquals(17, client.listCountries(timeout = 20.seconds).size)
        }
    },
    Further("2,000 clients with a logger leave nothing behind") {
        Emulator(7).use { emulator ->
            var before = afterClients(emulator, 500)
            val grown = mutableListOf<Long>()
            // A leak grows each time; what the process itself makes room for, once.
            while (grown.size < 3 && grown.none { it <= 8 * MEBIBYTE }) {
                grown += afterClients(emulator, 2_000) - before
                before += grown.last()
            }
            assertTrue(grown.last() <= 8 * MEBIBYTE, "it grew by $grown bytes")
        }
    },
)

/** What is held once so many clients were used and closed, each with a logger of 16 KiB. */
private suspend fun afterClients(emulator: Emulator, count: Int): Long {
    repeat(count) {
        val held = ByteArray(16 * 1024)
        emulator.idtExpress(logger = { event -> held[0] = event.attempt.toByte() }).use { it.listRegions("CA") }
    }
    return heldAfterCollecting()
}

private suspend fun logged(logger: TelnumLogger, level: LogLevel? = null, test: suspend (Emulator, IdtExpress) -> Unit) =
    Emulator(7).use { emulator -> emulator.idtExpress(maxRetries = 0, logger = logger, logLevel = level).use { test(emulator, it) } }
