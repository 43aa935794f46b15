import java.io.File
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Runs the contract, then the further tests, and writes what came of them. */
fun main() {
    val results = mutableListOf<JsonElement>()
    fun note(entry: String, outcome: String, reason: String? = null) {
        val members = mapOf("entry" to entry, "outcome" to outcome, "reason" to reason).filterValues { it != null }
        results += JsonObject(members.mapValues { JsonPrimitive(it.value) })
        if (outcome == "failed") System.err.println("kotlin: $entry: $reason")
    }

    val server = System.getenv("TELNUM_EMULATOR")?.takeIf { File(it).canExecute() }?.let(::Server)
    for (file in File(System.getenv("TELNUM_VECTORS")).listFiles { it -> it.extension == "json" }!!.sorted()) {
        for (found in (json(file.readText()) as JsonObject).getValue("entries") as JsonArray) {
            runEntry(found as JsonObject, server, ::note)
        }
    }
    furtherTests(server, ::note)
    server?.close()
    val whole = JsonObject(mapOf("runtime" to JsonPrimitive("kotlin"), "results" to JsonArray(results)))
    File(System.getenv("TELNUM_RESULTS")).writeText(whole.toString())
}

private fun runEntry(found: JsonObject, server: Server?, note: (String, String, String?) -> Unit) {
    val name = found["name"]?.text ?: "(no name)"
    val entry = try {
        Entry(found)
    } catch (wrong: Exception) {
        return note(name, "failed", wrong.message)
    }
    val lacking = entry.needs.find { it !in setOf("cancel", "proxy") && !(it == "http" && server != null) }
    if (lacking != null) return note(name, "skipped", lacking)
    runNoted(name, note) { if (entry.isBuild) entry.build() else Memory(entry.setting).use { entry.run(it) } }
    if (!entry.isHttp) return
    if (server == null) return note("$name (http)", "skipped", "TELNUM_EMULATOR is not set")
    runNoted("$name (http)", note) { Http(server, entry.setting).use { entry.run(it) } }
}

private fun runNoted(name: String, note: (String, String, String?) -> Unit, run: suspend () -> Unit) = try {
    runBlocking { run() }
    note(name, "passed", null)
} catch (failed: Throwable) {
    note(name, "failed", failed.toString())
}
