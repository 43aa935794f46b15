import dev.telnum.Emulator
import dev.telnum.TelnumException
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.test.currentTime
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout

/** In `runTest`, whose time runs on as soon as all its coroutines wait. */
@OptIn(ExperimentalCoroutinesApi::class)
fun virtualTimeTests() = listOf(
    Further("virtual time stands still while a call at the emulator is under way") {
        withContext(Dispatchers.IO) {
            runTest {
                Emulator(7).use { emulator ->
                    val client = emulator.idtExpress()
                    withTimeout(1.milliseconds) {
                        val order = client.waitForOrder(client.createOrder("16847", 3).id) { client.listCountries() }
                        assertEquals(3, order.fulfilled)
                        assertTrue(client.numbers(pageSize = 1).toList().size >= 3)
                        client.withResponse { listOrders() }
                        emulator.script("""[{"fault": "reset_after"}]""")
                        assertFailsWith<TelnumException.OutcomeUnknown> { client.createOrder("16847", 1) }
                    }
                    assertEquals(0, currentTime)
                    assertEquals(2, emulator.ledger.size)
                }
            }
        }
    },
    Further("a call that gets no answer waits, so that virtual time can end it") {
        withContext(Dispatchers.IO) {
            runTest {
                Emulator(7).use { emulator ->
                    emulator.script("""[{"fault": "never"}]""")
                    emulator.idtExpress().use { assertFailsWith<TimeoutCancellationException> { withTimeout(5.seconds) { it.createOrder("16847", 3) } } }
                    assertEquals(5_000, currentTime)
                }
            }
        }
    },
)
