import java.io.File
import java.util.concurrent.ConcurrentLinkedQueue
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonObject

/** Runs the rounds of a campaign (tests/README.md) with the packed jar: FaultsKt ROUNDS TOLD. */
fun main(arguments: Array<String>) {
    val (rounds, told) = arguments
    val waiting = ConcurrentLinkedQueue(File(rounds).readLines().map { json(it) as JsonObject })
    val lines = ConcurrentLinkedQueue<String>()
    runBlocking(Dispatchers.IO) {
        repeat(WORKERS) { launch { work(waiting, lines) } }
    }
    File(told).writeText(lines.joinToString("") { "$it\n" })
}

private suspend fun work(waiting: ConcurrentLinkedQueue<JsonObject>, lines: ConcurrentLinkedQueue<String>) {
    Server(System.getenv("TELNUM_EMULATOR"), "--clock", "real").use { server ->
        while (true) {
            val round = waiting.poll() ?: return
            try {
                lines += "${FaultyRound(round, server).run()}"
            } catch (failed: Exception) {
                throw IllegalStateException("in the round --seed ${round["seed"]} --round ${round["number"]}", failed)
            }
        }
    }
}

/** So many emulators run at once. */
private const val WORKERS = 6
