import kotlin.time.Duration
import kotlin.time.Duration.Companion.minutes
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout

/** A test of what the contract cannot say; it fails by throwing. */
class Further(val shows: String, val skipped: String? = null, val run: suspend () -> Unit)

/** Runs the tests of what the contract cannot say. */
fun furtherTests(server: Server?, note: (String, String, String?) -> Unit) {
    val tests = typeTests() + optionsTests() + closedTests() + traceTests() + plainDataTests() + virtualTimeTests() + waitTests() + walkTests() + cancelTests() + journalTests() + ownJournalTests() + logTests() + wireTests() + didwwTests(server) + didwwBuyingTests() + loadTests(server) + exampleTests(server)
    for (test in tests) {
        val name = "kotlin: ${test.shows}"
        if (test.skipped != null) {
            note(name, "skipped", test.skipped)
            continue
        }
        try {
            runBlocking { withTimeout(LIMIT) { test.run() } }
            note(name, "passed", null)
        } catch (failed: Throwable) {
            note(name, "failed", failed.toString())
        }
    }
}

private val LIMIT: Duration = 2.minutes
