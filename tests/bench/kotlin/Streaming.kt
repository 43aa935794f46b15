import dev.telnum.IdtExpress
import java.io.File

/** An inventory read number by number from `telnum-emulator`: time a number, and memory, as it grows. */
suspend fun main() {
    val emulator = System.getenv("TELNUM_EMULATOR")
    val short = inventory(emulator, SHORT) { client ->
        repeat(WARM) { walk(client) }
        List(ROUNDS) { walk(client) / SHORT }.sorted()[ROUNDS / 2]
    }
    val long = inventory(emulator, LONG) { client ->
        var early = 0L
        var count = 0
        val begun = System.nanoTime()
        var collecting = 0L
        client.numbers(pageSize = 100).collect {
            count += 1
            if (count == LONG / 20) collecting = took { early = held() }
        }
        val time = (System.nanoTime() - begun - collecting).toDouble() / count
        println("kotlin: memory from ${LONG / 20} to $count numbers: %+.1f MiB".format((held() - early) / 1048576.0))
        time
    }
    val figures = "%.2f (%.1f µs, %.1f µs)".format(long / short, long / 1000, short / 1000)
    println("kotlin: time a number in an inventory of $LONG, against one of $SHORT: $figures")
}

private suspend fun walk(client: IdtExpress): Double {
    val begun = System.nanoTime()
    client.numbers(pageSize = 100).collect { }
    return (System.nanoTime() - begun).toDouble()
}

private suspend fun <T> inventory(emulator: String, size: Int, work: suspend (IdtExpress) -> T): T {
    val program = arrayOf(emulator, "--listen", "127.0.0.1:0", "--set", "record_requests=false", "--set", "seeded_numbers=$size")
    val process = ProcessBuilder(*program).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    try {
        val url = process.inputStream.bufferedReader().readLine().substringAfterLast(' ')
        return IdtExpress("emulator-key", "emulator-secret", baseUrl = url).use { work(it) }
    } finally {
        process.destroy()
    }
}

private inline fun took(work: () -> Unit): Long {
    val begun = System.nanoTime()
    work()
    return System.nanoTime() - begun
}

/** The process's memory and the used part of the heap, once garbage is gone. */
private fun held(): Long {
    repeat(3) {
        System.gc()
        Thread.sleep(100)
    }
    val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
    val runtime = Runtime.getRuntime()
    return line.filter(Char::isDigit).toLong() * 1024 + runtime.totalMemory() - runtime.freeMemory()
}

private const val SHORT = 1_000
private const val LONG = 200_000
private const val WARM = 200
private const val ROUNDS = 51
