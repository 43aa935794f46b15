import dev.telnum.Emulator
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject

/** Where an entry runs: on an emulator in memory, or on the real server over HTTP. */
interface World : AutoCloseable {
    fun client(carrier: Carrier, options: JsonObject, journal: Journal): AutoCloseable
    fun script(steps: JsonElement)
    fun advance(seconds: JsonElement)
    fun requests(): List<JsonElement>
    fun ledger(): JsonArray

    /** The pauses in milliseconds; null over HTTP, where they are real. */
    fun slept(): List<Double>?
}

class Memory(setting: JsonObject) : World {
    private val emulator = Emulator(setting.getValue("seed").text.toLong())

    init {
        for ((name, value) in setting.getValue("switches") as JsonObject) emulator.set(name, value.toString())
    }

    override fun client(carrier: Carrier, options: JsonObject, journal: Journal) =
        newClient(carrier.emulated, options, journal, emulator)
    override fun script(steps: JsonElement) = emulator.script(steps.toString())
    override fun advance(seconds: JsonElement) = emulator.advance(seconds.text.toDouble().seconds)
    override fun requests() = emulator.requests.map { json(it.toJson()) }
    override fun ledger() = JsonArray(emulator.ledger.map { json(it.toJson()) })
    override fun slept() = emulator.sleeps.map { it.inWholeMicroseconds / 1000.0 }
    override fun close() = emulator.close()
}

class Http(private val server: Server, setting: JsonObject) : World {
    init {
        server.ask("POST", "reset", setting)
    }

    override fun client(carrier: Carrier, options: JsonObject, journal: Journal): AutoCloseable {
        val server = (carrier.keys + ("base_url" to server.url)).mapValues { JsonPrimitive(it.value) }
        return newClient(carrier.constructor, JsonObject(server + options), journal)
    }
    override fun script(steps: JsonElement) = server.ask("POST", "script", steps).let {}
    override fun advance(seconds: JsonElement) =
        server.ask("POST", "clock", buildJsonObject { put("advance_s", seconds) }).let {}
    override fun requests() = list("requests")
    override fun ledger() = list("ledger")
    override fun slept() = null
    override fun close() = Unit
    private fun list(what: String) = server.ask("GET", what, JsonNull).getValue(what) as JsonArray
}

/** The real server, for entries that run over loopback HTTP. */
class Server(program: String, vararg options: String) : AutoCloseable {
    private val process = ProcessBuilder(program, "--listen", "127.0.0.1:0", *options)
        .redirectError(ProcessBuilder.Redirect.INHERIT).start()
    val url = process.inputStream.bufferedReader().readLine().substringAfterLast(' ')
    private val http = HttpClient.newHttpClient()

    fun ask(method: String, what: String, body: JsonElement): JsonObject =
        send(method, "/_emulator/$what", emptyList(), if (body is JsonNull) "" else body.toString())

    /** Any request; each header is a list of its name and its value. */
    fun send(method: String, target: String, headers: List<JsonElement>, body: String): JsonObject {
        val publisher = if (body.isEmpty()) BodyPublishers.noBody() else BodyPublishers.ofString(body)
        val request = HttpRequest.newBuilder(URI("$url$target")).method(method, publisher)
        for (header in headers) header.texts().let { (name, value) -> request.header(name, value) }
        val answer = http.send(request.build(), BodyHandlers.ofString())
        check(answer.statusCode() / 100 == 2) { "$method $target: ${answer.body()}" }
        return json(answer.body()) as JsonObject
    }

    override fun close() {
        process.destroy()
        process.waitFor()
    }
}
