import dev.telnum.Emulator
import dev.telnum.IdtExpress
import dev.telnum.TelnumException
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.withContext

/** An exception's stack trace leads to the line that called. */
fun traceTests() = listOf(
    Further("an exception's stack trace has the caller's frames") {
        emulated { _, client ->
            showsCaller { client.getOrder("no-such") }
            showsCaller { client.withResponse { getOrder("no-such") } }
            showsCaller { client.waitForOrder("no-such") }
            showsCaller { client.createOrder("16847", 0) }
            showsCaller { client.orders(page = -1).collect() }
        }
    },
    Further("so it has where the call waited, and the caller had") {
        IdtExpress("emulator-key", "emulator-secret", baseUrl = "http://127.0.0.1:1", maxRetries = 0).use { client ->
            showsCaller { client.listCountries() }
            showsCaller { delay(1); client.listCountries() }
            showsCaller { withContext(Dispatchers.IO) { client.listCountries() } }
        }
    },
    Further("the second page of a walk that fails shows who collects") {
        var pages = 0
        val rows = List(2) { """{"id":"$it","status":"Complete"}""" }.joinToString()
        val behaviour = Behaviour { _, socket ->
            if (pages++ == 0) socket.answer("""{"orders":[$rows],"meta":{"total":9}}""")
            else socket.send("HTTP/1.1 403 Forbidden\r\ncontent-length: 0").let { true }
        }
        served(behaviour) { _, client -> showsCaller { client.orders(pageSize = 2, timeout = 5.seconds).collect() } }
    },
    Further("a call at the emulator is over before its caller suspends") {
        Emulator(7).use { emulator ->
            val client = emulator.idtExpress()
            val thread = Thread.currentThread()
            withContext(Dispatchers.Unconfined) {
                client.waitForOrder(client.createOrder("16847", 1).id)
                assertTrue(Thread.currentThread() === thread)
            }
        }
    },
)

private suspend fun showsCaller(call: suspend () -> Unit) {
    val failed = assertFailsWith<TelnumException> { theCaller(call) }
    val frames = failed.stackTrace
    assertTrue(frames.any { it.className.startsWith("TraceTestsKt") }, failed.stackTraceToString())
    assertTrue(frames.first().className.startsWith("dev.telnum.") && "CallsKt" !in frames.first().className, failed.stackTraceToString())
}

private suspend fun theCaller(call: suspend () -> Unit) = call()
