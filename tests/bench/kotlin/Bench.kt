import dev.telnum.Emulator
import dev.telnum.IdtExpress
import java.io.File
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope

/** telnum in Kotlin against what a user would write by hand, on the same bytes in the same run. */
suspend fun main(arguments: Array<String>) {
    if (arguments.isNotEmpty()) return fresh(arguments[0], arguments[1], arguments[2])
    cold("page", 1000, "first page of 1,000 numbers in a fresh JVM, against the same")
    cold("many", 1, "1,024 small calls, 64 at once, in a fresh JVM, against the same")
    compare("page of 1,000 numbers, against java.net.http + Jackson typed", 1000, warm = 1500, rounds = 301)
    didwwPage { what, ours, theirs -> compare(what, warm = 1000, rounds = 301, ours, theirs) }
    compare("page of 1 number, against java.net.http + Jackson typed", 1, warm = 5000, rounds = 3001)
    inMemory()
    many()
    logging()
}

/**
 * The first work of a process: class loading, the native library, the first connections. Each side has
 * processes of its own, in turn: in one process, the second would find the first one's classes loaded.
 */
private fun cold(work: String, rows: Int, what: String) {
    val url = serve(page(rows))
    val times = List(COLD_ROUNDS) { round ->
        val sides = if (round % 2 == 0) listOf("ours", "theirs") else listOf("theirs", "ours")
        sides.associateWith { side -> inProcess(work, side, url) }
    }
    report(what, median(times.map { it.getValue("ours") }), median(times.map { it.getValue("theirs") }))
}

private fun inProcess(work: String, side: String, url: String): Long {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val process = ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), "BenchKt", work, side, url)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start()
    val printed = process.inputStream.bufferedReader().readText()
    check(process.waitFor() == 0) { "the process of $side failed" }
    return printed.trim().toLong()
}

private suspend fun fresh(work: String, side: String, url: String) = println(
    nanoseconds {
        when (side) {
            "ours" -> IdtExpress("emulator-key", "emulator-secret", baseUrl = url).use { client ->
                once(work) { sink = client.listNumbers().numbers.sumOf { it.hashCode() } }
            }
            else -> ByHand(url).let { byHand -> once(work) { sink = touch(byHand.numbers()) } }
        }
    },
)

private suspend fun once(work: String, call: suspend () -> Unit) = if (work == "many") atOnce(call) else call()

private suspend fun compare(what: String, rows: Int, warm: Int, rounds: Int) {
    val url = serve(page(rows))
    val byHand = ByHand(url)
    IdtExpress("emulator-key", "emulator-secret", baseUrl = url).use { client ->
        compare(what, warm, rounds, { client.listNumbers().numbers.sumOf { it.hashCode() } }, { touch(byHand.numbers()) })
    }
}

private suspend fun compare(what: String, warm: Int, rounds: Int, ours: suspend () -> Int, theirs: () -> Int) {
    val ourTimes = mutableListOf<Long>()
    val theirTimes = mutableListOf<Long>()
    repeat(warm + rounds) { round ->
        val our = nanoseconds { sink = ours() }
        val their = nanoseconds { sink = theirs() }
        if (round >= warm) {
            ourTimes += our
            theirTimes += their
        }
    }
    report(what, median(ourTimes), median(theirTimes))
}

/** A body in memory: decoding and crossing alone, with what the emulator takes to bring it. */
private suspend fun inMemory() {
    val body = page(1000)
    val byHand = ByHand("http://127.0.0.1:1")
    val steps = """[{"status": 200, "body": ${body.decodeToString()}}]"""
    Emulator(7).use { emulator ->
        emulator.set("record_requests", "false")
        emulator.idtExpress().use { client ->
            val ours = mutableListOf<Long>()
            val theirs = mutableListOf<Long>()
            repeat(600) { round ->
                emulator.script(steps)
                val our = nanoseconds { sink = client.listNumbers().numbers.sumOf { it.hashCode() } }
                val their = nanoseconds { sink = touch(byHand.read<ByHand.Page>(body)) }
                if (round >= 300) {
                    ours += our
                    theirs += their
                }
            }
            report("page of 1,000 numbers in memory, against Jackson typed", median(ours), median(theirs))
        }
    }
}

/** 64 at once, 1,024 calls in all. */
private suspend fun many() {
    val url = serve(page(1))
    val byHand = ByHand(url)
    IdtExpress("emulator-key", "emulator-secret", baseUrl = url).use { client ->
        val ours = mutableListOf<Long>()
        val theirs = mutableListOf<Long>()
        repeat(15) {
            ours += nanoseconds { atOnce { sink = client.listNumbers().hashCode() } }
            theirs += nanoseconds { atOnce { sink = touch(byHand.numbers()) } }
        }
        report("1,024 small calls, 64 at once, in a warm JVM, against the same", median(ours), median(theirs))
    }
}

/** A small call whose two events a logger takes, against one without a logger. */
private suspend fun logging() {
    val url = serve(page(1))
    val quiet = IdtExpress("emulator-key", "emulator-secret", baseUrl = url)
    val told = IdtExpress("emulator-key", "emulator-secret", baseUrl = url, logger = { sink = it.attempt })
    val ours = mutableListOf<Long>()
    val theirs = mutableListOf<Long>()
    repeat(4000) { round ->
        val our = nanoseconds { sink = told.listNumbers().hashCode() }
        val their = nanoseconds { sink = quiet.listNumbers().hashCode() }
        if (round >= 2000) {
            ours += our
            theirs += their
        }
    }
    report("small call with a logger, against one without", median(ours), median(theirs))
    quiet.close()
    told.close()
}

private suspend fun atOnce(call: suspend () -> Unit) = coroutineScope {
    List(64) { async(Dispatchers.IO) { repeat(16) { call() } } }.awaitAll()
}

private suspend fun nanoseconds(work: suspend () -> Unit): Long {
    val begun = System.nanoTime()
    work()
    return System.nanoTime() - begun
}

private fun median(times: List<Long>) = times.sorted()[times.size / 2]

private fun report(what: String, ours: Long, theirs: Long) {
    println("kotlin: %s: %.2f (%.3f ms, %.3f ms)".format(what, ours.toDouble() / theirs, ours / 1e6, theirs / 1e6))
}

private const val COLD_ROUNDS = 15

/** Keeps the compiler from leaving work out. */
@Volatile private var sink = 0
