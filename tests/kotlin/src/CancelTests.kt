import dev.telnum.Didww
import dev.telnum.Emulator
import dev.telnum.IdtExpress
import dev.telnum.TelnumException
import dev.telnum.TokenSource
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout

/** What hangs of a user's own, or calls back: it is cancelled with its call, and holds nothing open. */
fun cancelTests() = listOf(
    Further("a source of tokens that hangs is cancelled with its call") {
        for (client in listOf<(TokenSource) -> Didww>(::overHttp, ::emulatedDidww)) {
            val (began, cancelled) = CompletableDeferred<Unit>() to CompletableDeferred<Unit>()
            client(waiting(began, cancelled)).use {
                coroutineScope {
                    val call = launch(Dispatchers.Default) { it.listDids() }
                    began.await()
                    call.cancel()
                    call.join()
                }
                withTimeout(1.seconds) { cancelled.await() }
            }
        }
    },
    Further("a source of tokens that hangs is cancelled at the deadline") {
        val (began, cancelled) = CompletableDeferred<Unit>() to CompletableDeferred<Unit>()
        overHttp(waiting(began, cancelled)).use {
            assertFailsWith<TelnumException.Timeout> { it.listDids(timeout = 100.milliseconds) }
            withTimeout(1.seconds) { cancelled.await() }
        }
    },
    Further("64 sources of tokens wait at once and hold up no other call") {
        val release = CompletableDeferred<String>()
        emulatedDidww { release.await() }.use { client ->
            coroutineScope {
                val held = List(64) { async(Dispatchers.Default) { client.listDids(pageSize = 1) } }
                Emulator(7).use { emulator -> emulator.idtExpress().use { assertEquals(1, it.createOrder("16847", 1, timeout = 20.seconds).ordered) } }
                release.complete("emulator-token")
                held.forEach { assertEquals(1, it.await().dids.size) }
            }
        }
    },
    Further("what hangs of a user's own does not hold the JVM open") {
        for (name in listOf("tokens that wait", "tokens that block", "a logger that blocks")) assertEquals("the call hangs\n", probe(name))
    },
    Further("a purchase goes on whatever its logger calls and throws") {
        for (inMemory in listOf(true, false)) {
            lateinit var itself: IdtExpress
            val nasty: (Any) -> Unit = {
                runBlocking { runCatching { itself.listCountries(timeout = 1.seconds) } }
                itself.close()
                throw StackOverflowError()
            }
            // Deeper than one call it would go on for ever.
            var depth = 0
            val logger = { event: Any -> if (depth++ == 0) nasty(event) }
            if (inMemory) {
                Emulator(7).use { emulator ->
                    itself = emulator.idtExpress(logger = { logger(it) })
                    assertEquals(3, itself.createOrder("16847", 3).ordered)
                    assertEquals(listOf(3), emulator.ledger.map { it.quantity })
                }
            } else {
                WireServer { request, socket -> if (request.startsWith("GET")) socket.answer("[]") else socket.reset().let { false } }.use { server ->
                    itself = IdtExpress("emulator-key", "emulator-secret", baseUrl = server.url, logger = { logger(it) })
                    assertTrue(assertFailsWith<TelnumException.OutcomeUnknown> { itself.createOrder("16847", 3) }.attempt != null)
                }
            }
        }
    },
)

private fun waiting(began: CompletableDeferred<Unit>, cancelled: CompletableDeferred<Unit>) = TokenSource {
    began.complete(Unit)
    try {
        awaitCancellation()
    } finally {
        cancelled.complete(Unit)
    }
}

private fun overHttp(source: TokenSource) = Didww(tokenSource = source, apiVersion = "2026-11-19", baseUrl = "http://127.0.0.1:1")

private fun emulatedDidww(source: TokenSource) = Emulator(7).didww(tokenSource = source, apiVersion = "2026-11-19")
