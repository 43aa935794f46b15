import dev.telnum.TelnumException
import kotlin.coroutines.cancellation.CancellationException
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.supervisorScope
import kotlinx.coroutines.withTimeout
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** Something is not as the entry says. */
class Unexpected(text: String) : Exception(text)

/** One behaviour of the contract. */
class Entry(private val entry: JsonObject) {
    private val expect = entry.part("expect")
    val name = entry.getValue("name").text
    private val carrier by lazy { Carrier.of(name) }
    val needs = entry["needs"].texts()
    val isHttp = (entry["http"] as JsonPrimitive?)?.content == "true"
    val isBuild get() = entry.part("call")["operation"]?.text == "build"
    private val expectsError get() = "error" in expect || "error_says" in expect

    val setting = JsonObject(mapOf("seed" to JsonPrimitive(7), "switches" to JsonObject(emptyMap())) + entry.part("emulator"))

    init {
        entry.expectMembers(MEMBERS)
        expect.expectMembers(EXPECT)
        entry.part("call").expectMembers(CALL)
        entry.part("emulator").expectMembers(setOf("seed", "switches"))
    }

    /** Runs only the constructor. */
    suspend fun build() {
        var client: AutoCloseable? = null
        val journal = Journal()
        val end = ending { Came(JsonNull, null).also { client = newClient(carrier.constructor, entry.part("client"), journal) } }
        compareEnd(end)
        compareSecrets(client, end, journal.events)
        client?.close()
    }

    suspend fun run(world: World) {
        val journal = Journal()
        world.client(carrier, entry.part("client"), journal).use { run(world, it, journal) }
    }

    private suspend fun run(world: World, client: AutoCloseable, journal: Journal) {
        for (step in entry["before"] as JsonArray? ?: JsonArray(emptyList())) {
            val (kind, value) = (step as JsonObject).entries.single()
            when (kind) {
                "call" -> call(client, value as JsonObject, false)
                "fails" -> ensure(ending { call(client, value as JsonObject, false) }.isFailure) { "before: it did not fail" }
                "script" -> world.script(value)
                "advance" -> world.advance(value)
                else -> error("unknown step $kind")
            }
        }
        val earlier = world.requests().size
        val loggedEarlier = journal.events.size
        val sleptEarlier = world.slept()?.size ?: 0
        entry["script"]?.let { world.script(it) }
        val end = if ("cancelled" in expect) cancelled(world, client, earlier) else ending { theCall(client) }
        val requests = world.requests().drop(earlier)
        compareEnd(end)
        (entry["requests"] as JsonArray?)?.let { compareRequests(it, requests) }
        val slept = world.slept()?.drop(sleptEarlier)?.let { JsonArray(it.map(::JsonPrimitive)) }
        if (slept != null) entry["slept"]?.let { differs("slept", difference(it, slept, false)) }
        entry["ledger"]?.let { differs("ledger", difference(it, world.ledger(), true)) }
        val logs = JsonArray(journal.events.drop(loggedEarlier))
        entry["logs"]?.let { differs("logs", difference(it, logs, true)) }
        compareSecrets(client, end, requests + journal.events)
    }

    private suspend fun theCall(client: AutoCloseable) = call(client, entry.part("call"), "info" in expect)

    private suspend fun ending(call: suspend () -> Came): Result<Came> = try {
        Result.success(call())
    } catch (error: TelnumException) {
        Result.failure(error)
    } catch (cancelled: CancellationException) {
        Result.failure(cancelled)
    }

    private suspend fun cancelled(world: World, client: AutoCloseable, earlier: Int) = supervisorScope {
        val calling = async(Dispatchers.Default, CoroutineStart.DEFAULT) { theCall(client) }
        withTimeout(10.seconds) { while (world.requests().size == earlier && calling.isActive) delay(2.milliseconds) }
        calling.cancel()
        ending { calling.await() }
    }

    private fun compareEnd(end: Result<Came>) {
        val error = end.exceptionOrNull()
        if (error is CancellationException) return ensure("cancelled" in expect) { "it was cancelled" }
        if (error is TelnumException) {
            ensure(expectsError) { "${error.kind}: ${error.text}" }
            expect["error"]?.let { differs("error", difference(it, inSnakeCase(json(error.toJson() ?: "null")), true)) }
            val says = inSnakeCase(error.text)
            for (text in expect["error_says"].texts()) ensure(text in says) { "the error does not say $text: $says" }
            return ensure('\n' !in error.text) { "the error has more than one line: ${error.text}" }
        }
        val came = end.getOrThrow()
        ensure(!expectsError && "cancelled" !in expect) { "it ended well, with ${came.value}" }
        expect["value"]?.let { differs("value", difference(it, came.value, false)) }
        expect["includes"]?.let { differs("value", difference(it, came.value, true)) }
        expect["info"]?.let { differs("info", difference(it, json(came.info!!.toJson()), true)) }
    }

    private fun compareRequests(wanted: JsonArray, found: List<JsonElement>) {
        ensure(wanted.size == found.size) { "${found.size} requests, not ${wanted.size}: $found" }
        for ((index, pair) in wanted.zip(found).withIndex()) compareRequest(index, pair.first as JsonObject, pair.second as JsonObject)
    }

    private fun compareRequest(index: Int, wanted: JsonObject, found: JsonObject) {
        wanted.expectMembers(REQUEST)
        for (name in listOf("method", "target")) differs("request $index $name", difference(wanted.getValue(name), found.getValue(name), false))
        val headers = (found.getValue("headers") as JsonArray).associate { (it as JsonObject).getValue("name").text to it.getValue("value") }
        differs("request $index headers", difference(wanted.part("headers"), JsonObject(headers), true))
        for (name in wanted["no_headers"].texts()) ensure(name !in headers) { "request $index has a header $name" }
        val body = found.getValue("body").text
        val wantedBody = wanted["body"] ?: return ensure(body.isEmpty()) { "request $index has a body: $body" }
        val isForm = (wantedBody as? JsonPrimitive)?.isString == true
        differs("request $index body", difference(wantedBody, if (isForm) JsonPrimitive(body) else json(body), false))
    }

    private fun compareSecrets(client: AutoCloseable?, end: Result<Came>, seen: List<JsonElement>) {
        val error = end.exceptionOrNull()
        val printed = "$client $seen ${error?.stackTraceToString()} ${(error as? TelnumException)?.run { "$info ${toJson()}" }}"
        for (secret in entry["conceals"].texts()) ensure(secret !in printed) { "$secret shows in $printed" }
    }
}

private val MEMBERS = setOf(
    "name", "about", "decides", "needs", "http", "emulator", "client", "before", "script", "call", "expect",
    "requests", "slept", "ledger", "logs", "conceals",
)
private val EXPECT = setOf("value", "includes", "error", "error_says", "cancelled", "info")
private val CALL = setOf("operation", "arguments", "timeout")
private val REQUEST = setOf("method", "target", "headers", "no_headers", "body")

private fun JsonObject.part(name: String) = this[name] as JsonObject? ?: JsonObject(emptyMap())

/** A message with the names in it, which are quoted, in snake case, as the entries have them. */
private fun inSnakeCase(text: String) = text.replace(Regex("`([a-z]\\w*)`")) { it.value.replace(Regex("[A-Z]")) { letter -> "_" + letter.value.lowercase() } }

/** The error's own messages likewise. */
private fun inSnakeCase(error: JsonElement): JsonElement {
    val members = error as? JsonObject ?: return error
    val spelled = members.mapValues { (name, value) ->
        when {
            name == "text" || name == "detail" && members["origin"]?.text == "local" -> if (value is JsonNull) value else JsonPrimitive(inSnakeCase(value.text))
            name == "details" -> JsonArray((value as JsonArray).map(::inSnakeCase))
            else -> value
        }
    }
    return JsonObject(spelled)
}

private fun JsonObject.expectMembers(known: Set<String>) = ensure(known.containsAll(keys)) { "unknown members ${keys - known}" }

private fun differs(what: String, difference: String?) = ensure(difference == null) { "$what: $difference" }

private fun ensure(holds: Boolean, text: () -> String) {
    if (!holds) throw Unexpected(text())
}
