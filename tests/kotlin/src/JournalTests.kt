import dev.telnum.ClientOptions
import dev.telnum.Emulator
import dev.telnum.IdtExpress
import dev.telnum.PurchaseStage
import dev.telnum.TelnumException
import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue

/** Clients with a journal place each attempt once between them. */
fun journalTests() = listOf(
    Further("another client with the same journal does not place an attempt again, and names its order") {
        withJournal { emulator, journal ->
            val attempt = emulator.idtExpress().use { it.prepareOrder("16847", 2) }
            val order = emulator.idtExpress(journal = "$journal").use { it.place(attempt) }
            val refused = assertFailsWith<TelnumException.Conflict> {
                emulator.idtExpress(options = ClientOptions().withJournal("$journal")).use { it.place(attempt) }
            }
            assertEquals(order.id to attempt, refused.candidateOrderId to refused.attempt)
            assertEquals(1, emulator.ledger.size)
        }
    },

    Further("what one client left open, another one shows, finds and goes on with") {
        withJournal { emulator, journal ->
            val client = emulator.idtExpress(journal = "$journal")
            val attempt = client.prepareOrder("16847", 2)
            emulator.script("""[{"fault": "reset_after"}]""")
            assertFailsWith<TelnumException.OutcomeUnknown> { client.place(attempt) }
            val other = emulator.idtExpress(journal = "$journal")
            assertEquals(attempt, other.openAttempts().single().attempt)
            val bought = other.buyNumbers(attempt, soleBuyer = true)
            assertEquals(PurchaseStage.DONE to 2, bought.stage to bought.delivered)
            assertEquals(emptyList(), client.openAttempts())
            assertEquals(1, emulator.ledger.size)
        }
    },

    Further("what was refused may be placed again, what was lost may not") {
        withJournal { emulator, journal ->
            emulator.set("balance", "\"0.31\"")
            val attempt = emulator.idtExpress().use { it.prepareOrder("16847", 2) }
            suspend fun place() = emulator.idtExpress(journal = "$journal").use { it.place(attempt) }
            assertFailsWith<TelnumException.InsufficientFunds> { place() }
            emulator.set("balance", "\"100\"")
            emulator.script("""[{"fault": "reset_after"}]""")
            assertFailsWith<TelnumException.OutcomeUnknown> { place() }
            assertFailsWith<TelnumException.Conflict> { place() }
            assertEquals(1, emulator.ledger.size)
        }
    },

    Further("what cannot be a journal is refused when the client is made") {
        val refused = assertFailsWith<TelnumException.Configuration> {
            IdtExpress("emulator-key", "emulator-secret", baseUrl = "http://localhost:1", journal = "no-such-folder/journal")
        }
        assertTrue("no-such-folder/journal" in refused.text, refused.text)
    },
)

private suspend fun withJournal(test: suspend (Emulator, Path) -> Unit) {
    val folder = Files.createTempDirectory("telnum")
    try {
        Emulator(7).use { test(it, folder.resolve("orders.journal")) }
    } finally {
        folder.toFile().deleteRecursively()
    }
}
