import dev.telnum.TelnumException
import java.nio.file.Files
import java.nio.file.Path
import java.time.Instant
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.intOrNull
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import kotlinx.serialization.json.longOrNull
import kotlinx.serialization.json.put

/** A round of a campaign: prepares, places, looks for what was lost, and writes down what was said. */
class FaultyRound(private val round: JsonObject, private val server: Server) {
    private val carrier = when (round.getValue("carrier").text) {
        "idt_express" -> Carrier.IDT
        "dialog_tech" -> Carrier.DT
        else -> Carrier.DW
    }
    private val isSoleBuyer = flag("sole_buyer")
    private val buys = (round.getValue("buys") as JsonArray).map { it as JsonObject }
    private val folder = Files.createTempDirectory("telnum")
    private val journal = if (flag("journal")) folder.resolve("orders.journal") else null
    private val buyers = List(round.number("clients").toInt()) { buyer(server.url, journal) }
    private val unreachable = buyer(UNREACHABLE, journal)
    private val reconciled = mutableListOf<JsonObject>()

    suspend fun run(): JsonObject {
        set("reset", JsonObject(round.filterKeys { it in setOf("seed", "switches", "clock_s", "date_header") }))
        for (plain in round.getValue("before") as JsonArray) {
            plain as JsonObject
            val (method, target, body) = listOf("method", "target", "body").map { plain.getValue(it).text }
            server.send(method, target, plain.getValue("headers") as JsonArray, body)
        }
        val attempts = buys.map { buy ->
            prepared(buyer(buy["client"]).prepare(buy.getValue("operation").text, buy.getValue("arguments")))
        }
        set("faults", round.getValue("rules"))
        val ends = placeAll(attempts)
        for (switches in round.getValue("others") as JsonArray) set("switches", switches)
        val before = list("ledger")
        if (round.number("advance_s") > 0) set("clock", JsonObject(mapOf("advance_s" to round.getValue("advance_s"))))
        set("faults", round.getValue("reads"))
        val last = ends.map { (first, again) -> again?.takeIf { nothingWasBought(first) } ?: first }
        lookForLost(attempts, last)
        if (journal == null) lookByPlacing(attempts)
        (buyers + unreachable).forEach { it.close() }
        val nothing = listOf("open", "open_after", "after").associateWith { JsonArray(emptyList()) }
        val inherited = if (journal == null) nothing else takeOver(attempts, last)
        folder.toFile().deleteRecursively()

        set("clock", buildJsonObject { put("advance_s", 3600) })
        val told = mapOf(
            "round" to round,
            "attempts" to JsonArray(attempts),
            "placed" to JsonArray(ends.map { it.first }),
            "again" to JsonArray(ends.map { it.second ?: JsonNull }),
            "ledger_before" to before,
            "reconciled" to JsonArray(reconciled),
            "orders" to if (carrier == Carrier.DW) didwwOrders() else JsonArray(emptyList()),
            "ledger" to list("ledger"),
            "requests" to JsonArray(list("requests").filter { isPurchase(it as JsonObject) }),
        )
        return JsonObject(told + inherited)
    }

    private suspend fun placeAll(attempts: List<JsonObject>): List<Pair<JsonObject, JsonObject?>> = coroutineScope {
        val purchases = buys.zip(attempts)
        if (flag("together")) return@coroutineScope purchases.map { async { place(it.first, it.second) } }.awaitAll()
        purchases.map { (buy, attempt) ->
            val rule = buy.getValue("rule")
            if (rule !is JsonNull) set("faults", JsonArray(listOf(rule)))
            place(buy, attempt)
        }
    }

    /** How placing it ended, and how placing it again did, where the round wants that. */
    private suspend fun place(buy: JsonObject, attempt: JsonObject): Pair<JsonObject, JsonObject?> {
        val (limitMs, cancelMs) = listOf("timeout_ms", "cancel_ms").map { buy.getValue(it).jsonPrimitive.longOrNull }
        if (buy.getValue("ends").jsonPrimitive.boolean) {
            return buyer(server.url, journal).use { it.place(attempt, null, cancelMs) } to null
        }
        val first = buyer(buy["client"]).place(attempt, limitMs, cancelMs)
        val again = buyer(buy["again_by"].takeIf { it !is JsonNull } ?: buy["client"])
        return first to if (buy.getValue("again").jsonPrimitive.boolean) again.place(attempt, limitMs) else null
    }

    /** By a client that knows of nothing. */
    private suspend fun lookForLost(attempts: List<JsonObject>, last: List<JsonObject>) {
        val known = last.mapNotNull { it["order_id"]?.takeIf { id -> id !is JsonNull } }
        fun isLost(end: JsonObject) = end.getValue("outcome").text != "ordered" && !nothingWasBought(end)
        val lost = attempts.zip(last).filter { isLost(it.second) }.map { it.first }
        if (lost.isEmpty()) return
        buyer(server.url, null).use { fresh ->
            if (isSoleBuyer) reconcile(fresh, lost, known, true)
            reconcile(fresh, lost, emptyList(), false)
        }
    }

    /** By the clients that placed them. */
    private suspend fun lookByPlacing(attempts: List<JsonObject>) {
        for (at in buyers.indices + null) {
            val placed = attempts.zip(buys).filter { it.second.getValue("client").jsonPrimitive.intOrNull == at }
            val own = placed.map { it.first }
            val isSole = isSoleBuyer && buyers.size == 1 && at != null
            val buyer = if (at == null) unreachable else buyers[at]
            if (own.isNotEmpty()) reconcile(buyer, own, emptyList(), isSole, "placing")
        }
    }

    /** By the client that goes on with the journal; then it places everything once more. */
    private suspend fun takeOver(attempts: List<JsonObject>, last: List<JsonObject>): Map<String, JsonElement> =
        buyer(server.url, journal).use { heir ->
            val open = heir.openAttempts()
            if (open.isNotEmpty()) reconcile(heir, open, emptyList(), isSoleBuyer, "journal")
            val openAfter = heir.openAttempts()
            val after = attempts.zip(last).map { (attempt, end) ->
                if (nothingWasBought(end)) JsonNull else heir.place(attempt, AGAIN_MS)
            }
            fun ids(attempts: List<JsonObject>) = JsonArray(attempts.map { it.getValue("id") })
            mapOf("open" to ids(open), "open_after" to ids(openAfter), "after" to JsonArray(after))
        }

    private suspend fun reconcile(
        buyer: Buyer,
        attempts: List<JsonObject>,
        known: List<JsonElement>,
        isSole: Boolean,
        by: String = "",
    ) {
        val arguments = mutableMapOf<String, JsonElement>("attempts" to JsonArray(attempts))
        if (carrier == Carrier.IDT) {
            arguments["known_order_ids"] = JsonArray(known)
            if (isSole) arguments["sole_buyer"] = JsonPrimitive(true)
            if (flag("newest_first")) arguments["newest_first"] = JsonPrimitive(true)
        }
        var failed: String? = null
        val settled = try {
            buyer.reconcile(JsonObject(arguments), round.number("search_ms"))
        } catch (error: TelnumException) {
            failed = "${(json(error.toJson()!!) as JsonObject).getValue("kind").text}: ${error.text}"
            JsonArray(emptyList())
        }
        reconciled += buildJsonObject {
            put("by_placing", by == "placing")
            put("by_journal", by == "journal")
            put("sole_buyer", isSole)
            put("known_order_ids", JsonArray(known))
            put("error", failed)
            put("attempts", JsonArray(settled.map { settled(it as JsonObject) }))
        }
    }

    private fun settled(of: JsonObject) = buildJsonObject {
        for (name in listOf("attempt_id", "outcome")) put(name, of.getValue(name))
        put("orders", of.getValue("order_ids"))
    }

    /** The attempt, as a clock that is off would have prepared it. */
    private fun prepared(attempt: JsonObject): JsonObject {
        if (round.number("prepared_s") == 0L) return attempt
        val time = Instant.parse(attempt.getValue("prepared_at").text).plusSeconds(round.number("prepared_s"))
        return JsonObject(attempt + ("prepared_at" to JsonPrimitive("$time")))
    }

    private fun buyer(url: String, journal: Path?): Buyer {
        val shared = if (journal == null) emptyMap() else mapOf("journal" to "$journal")
        val own = (carrier.keys + ("base_url" to url) + shared).mapValues { JsonPrimitive(it.value) }
        val options = round.getValue("options") as JsonObject + own
        return Buyer(newClient(carrier.constructor, JsonObject(options), Journal()))
    }

    private fun buyer(number: JsonElement?): Buyer =
        if (number == null || number is JsonNull) unreachable else buyers[number.jsonPrimitive.int]

    private fun didwwOrders(): JsonElement {
        set("switches", json("""{"didww_rate_limit": null}"""))
        set("script", json("""[{"own": true}]"""))
        val headers = mapOf(
            "api-key" to "emulator-key",
            "x-didww-api-version" to "2026-04-16",
            "accept" to "application/vnd.api+json",
        ).map { (name, value) -> JsonArray(listOf(JsonPrimitive(name), JsonPrimitive(value))) }
        return server.send("GET", "/v3/orders?page%5Bsize%5D=100", headers, "").getValue("data")
    }

    private fun isPurchase(request: JsonObject): Boolean {
        val target = request.getValue("target").text
        val isPosted = request.getValue("method").text == "POST"
        val isOrder = target.endsWith("/dids/orders") || target == "/v3/orders"
        return target.startsWith("/ibp_api.php") || isPosted && isOrder
    }

    private fun flag(name: String) = round.getValue(name).jsonPrimitive.boolean

    private fun set(route: String, body: JsonElement) {
        server.ask("POST", route, body)
    }

    private fun list(what: String) = server.ask("GET", what, JsonNull).getValue(what) as JsonArray
}

private fun JsonObject.number(name: String) = getValue(name).jsonPrimitive.long

/** A port that nothing listens on. */
private const val UNREACHABLE = "http://127.0.0.1:1"

/** Of a purchase that is placed again after a restart: a fault may still wait for it. */
private const val AGAIN_MS = 300L
