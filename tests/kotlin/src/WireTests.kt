import dev.telnum.Emulator
import dev.telnum.IdtExpress
import dev.telnum.TelnumException
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull
import kotlin.test.assertTrue
import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.measureTime
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import kotlinx.coroutines.withTimeout

/** What must be true on the wire, seen by a bare server. */
fun wireTests() = listOf(
    Further("cancelling closes the connection") {
        served({ _, _ -> true }) { server, client ->
            assertFailsWith<TimeoutCancellationException> { withTimeout(300.milliseconds) { client.listDidGroups("BR") } }
            assertEquals("GET /v1/dids/coverage/did_groups?country_iso=BR HTTP/1.1", server.await()?.second)
            assertEquals("end", server.await(1)?.second, "the connection is still open after a second")
        }
    },
    Further("a cancelled coroutine sends nothing") {
        Emulator(7).use { emulator ->
            val client = emulator.idtExpress()
            coroutineScope {
                launch {
                    currentCoroutineContext().cancel()
                    assertFailsWith<CancellationException> { client.createOrder("16847", 3) }
                }
            }
            assertEquals(emptyList(), emulator.requests)
        }
    },
    Further("a purchase dropped on a warmed connection is one request") {
        val behaviour = Behaviour { request, socket ->
            val isRead = request.startsWith("GET")
            if (isRead) socket.send("HTTP/1.1 200 OK\r\ncontent-length: 17", """{"did_groups":[]}""") else socket.reset()
            isRead
        }
        served(behaviour) { server, client ->
            repeat(2) { client.listDidGroups("BR") }
            assertFailsWith<TelnumException.OutcomeUnknown> { client.createOrder("16847", 3) }
            val seen = List(4) { server.await(1) }
            assertEquals(listOf(1, 1, 2), seen.take(3).map { it?.first }, "reads share a connection, a purchase has its own")
            assertEquals(1, seen.count { it?.second?.startsWith("POST") == true }, seen.toString())
            assertNull(seen[3])
        }
    },
    Further("the deadline holds against a drip, within 50 ms") {
        val behaviour = Behaviour { _, socket ->
            socket.send("HTTP/1.1 200 OK\r\ncontent-length: 100000")
            while (true) {
                socket.getOutputStream().write(' '.code)
                Thread.sleep(100)
            }
            @Suppress("UNREACHABLE_CODE") false
        }
        served(behaviour) { _, client ->
            dripped(client, 100.milliseconds)
            val worst = List(5) { dripped(client, 400.milliseconds) }.max()
            assertTrue(worst <= 50.milliseconds, "$worst too late")
        }
    },
    Further("a redirect is not followed, and no key with it") {
        served({ _, socket -> socket.send("HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0").let { true } }) { server, client ->
            assertFailsWith<TelnumException.Transport> { client.listDidGroups("BR") }
            server.await()
            assertNull(server.await(1))
        }
    },
)

private suspend fun dripped(client: IdtExpress, limit: Duration): Duration =
    measureTime { assertFailsWith<TelnumException.Timeout> { client.listDidGroups("BR", timeout = limit) } } - limit

suspend fun served(behaviour: Behaviour, test: suspend (WireServer, IdtExpress) -> Unit) =
    WireServer(behaviour).use { server ->
        IdtExpress("emulator-key", "emulator-secret", baseUrl = server.url, timeout = 5.seconds).use { test(server, it) }
    }
