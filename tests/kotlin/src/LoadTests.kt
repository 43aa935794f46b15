import dev.telnum.Emulator
import dev.telnum.IdtExpress
import java.io.File
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Many calls: at once, one after another, and through a large inventory. */
fun loadTests(server: Server?) = listOf(
    Further("64 calls at once", unless(server)) {
        Http(server!!, setting()).use { world ->
            atServer(server).use { client ->
                val found = coroutineScope { List(64) { async(Dispatchers.Default) { client.listDidGroups("BR") } }.awaitAll() }
                assertEquals(1, found.toSet().size)
                assertEquals(64, world.requests().size)
            }
        }
    },
    Further("10,000 calls leave nothing behind") {
        Emulator(7).use { emulator ->
            emulator.set("record_requests", "false")
            emulator.idtExpress().use { client ->
                repeat(10_000) { client.listDidGroups("BR") }
                val before = heldAfterCollecting()
                repeat(10_000) { client.listDidGroups("BR") }
                val grown = heldAfterCollecting() - before
                assertTrue(grown <= 8 * MEBIBYTE, "it grew by ${grown / MEBIBYTE} MiB")
            }
        }
    },
    Further("2,000 clients leave nothing behind") {
        Emulator(7).use { emulator ->
            repeat(500) { emulator.idtExpress().use { it.prepareOrder("16847", 1) } }
            val before = heldAfterCollecting()
            // Not closed: the garbage collector frees them.
            repeat(2_000) { emulator.idtExpress().prepareOrder("16847", 1) }
            val grown = heldAfterCollecting() - before
            assertTrue(grown <= 8 * MEBIBYTE, "it grew by ${grown / MEBIBYTE} MiB")
        }
    },
    Further("an inventory of 100,000 numbers streams in memory that does not grow", unless(server)) {
        Http(server!!, setting("record_requests" to JsonPrimitive(false), "seeded_numbers" to JsonPrimitive(100_000))).use {
            atServer(server).use { client ->
                var before = 0L
                var count = 0
                client.numbers(pageSize = 100).collect {
                    count += 1
                    if (count == 10_000) before = heldAfterCollecting()
                }
                assertEquals(100_000, count)
                val grown = heldAfterCollecting() - before
                assertTrue(grown <= 32 * MEBIBYTE, "it grew by ${grown / MEBIBYTE} MiB")
                System.err.println("kotlin: from 10,000 to 100,000 numbers it grew by ${grown / 1024} KiB")
            }
        }
    },
)

fun unless(server: Server?) = if (server == null) "TELNUM_EMULATOR is not set" else null

private fun atServer(server: Server) = IdtExpress("emulator-key", "emulator-secret", baseUrl = server.url)

fun setting(vararg switches: Pair<String, JsonPrimitive>) =
    JsonObject(mapOf("seed" to JsonPrimitive(7), "switches" to JsonObject(switches.toMap())))

/**
 * Bytes that are held once garbage is gone: the process's memory, plus the used part of the heap, which
 * `run.sh` makes of one size, so that a leak in it does not show in the process's memory.
 */
fun heldAfterCollecting(): Long {
    repeat(3) {
        System.gc()
        Thread.sleep(100)
    }
    val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }
    val runtime = Runtime.getRuntime()
    return line.filter(Char::isDigit).toLong() * 1024 + runtime.totalMemory() - runtime.freeMemory()
}

const val MEBIBYTE = 1024 * 1024
