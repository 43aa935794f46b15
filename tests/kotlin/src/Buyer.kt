import dev.telnum.TelnumException
import kotlin.coroutines.cancellation.CancellationException
import kotlin.time.Duration.Companion.milliseconds
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.supervisorScope
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put

/** A client of a campaign. */
class Buyer(private val client: AutoCloseable) : AutoCloseable by client {
    suspend fun prepare(operation: String, arguments: JsonElement): JsonObject {
        val prepare = if (operation == "create_order_by_sku") "prepare_order_by_sku" else "prepare_order"
        return value(prepare, arguments) as JsonObject
    }

    /** How placing an attempt ended. Its call is cancelled after [cancelMs]. */
    suspend fun place(attempt: JsonElement, limitMs: Long?, cancelMs: Long? = null): JsonObject = supervisorScope {
        val placing = async(Dispatchers.Default) { value("place", JsonObject(mapOf("attempt" to attempt)), limitMs) }
        val cancelling = launch {
            delay((cancelMs ?: return@launch).milliseconds)
            placing.cancel()
        }
        try {
            ordered(placing.await() as JsonObject)
        } catch (error: TelnumException) {
            failed(json(error.toJson()!!) as JsonObject)
        } catch (_: CancellationException) {
            CANCELLED
        } finally {
            cancelling.cancel()
        }
    }

    /** The attempts that the journal has open. */
    suspend fun openAttempts(): List<JsonObject> {
        val open = value("open_attempts", JsonObject(emptyMap())) as JsonArray
        return open.map { (it as JsonObject).getValue("attempt") as JsonObject }
    }

    suspend fun reconcile(arguments: JsonObject, limitMs: Long) =
        value("reconcile_orders", arguments, limitMs) as JsonArray

    private suspend fun value(operation: String, arguments: JsonElement, limitMs: Long? = null): JsonElement {
        val call = mutableMapOf("operation" to JsonPrimitive(operation), "arguments" to arguments)
        if (limitMs != null) call["timeout"] = JsonPrimitive(limitMs / 1000.0)
        return call(client, JsonObject(call), false).value
    }
}

private fun ordered(order: JsonObject) = buildJsonObject {
    put("outcome", "ordered")
    put("order_id", order["id"] ?: JsonNull)
    put("numbers", JsonArray((order["numbers"] as? JsonArray).orEmpty().map { (it as JsonObject).getValue("number") }))
}

private fun failed(error: JsonObject) = buildJsonObject {
    put("outcome", "failed")
    for (name in listOf("kind", "text")) put(name, error.getValue(name))
    put("attempt_id", (error["attempt"] as? JsonObject)?.get("id") ?: JsonNull)
    put("candidate", error["candidate_order_id"] ?: JsonNull)
}

private val CANCELLED = JsonObject(mapOf("outcome" to JsonPrimitive("cancelled")))

/** Whether it is certain. */
fun nothingWasBought(end: JsonObject): Boolean = when {
    end.getValue("outcome").text != "failed" -> false
    end.getValue("kind").text == "conflict" -> end["attempt_id"] is JsonNull
    else -> end.getValue("kind").text != "outcome_unknown"
}
