import com.fasterxml.jackson.core.JsonProcessingException
import com.fasterxml.jackson.databind.ObjectMapper
import com.fasterxml.jackson.module.kotlin.jacksonObjectMapper
import com.fasterxml.jackson.module.kotlin.readValue
import dev.telnum.Carrier
import dev.telnum.DidwwDid
import dev.telnum.DidwwDidPage
import dev.telnum.DidwwInclude
import dev.telnum.Emulator
import dev.telnum.ErrorKind
import dev.telnum.IdtDelivery
import dev.telnum.IdtExpress
import dev.telnum.IdtOrder
import dev.telnum.IdtOrderItemStatus
import dev.telnum.IdtOrderStatus
import dev.telnum.LogEvent
import dev.telnum.TelnumException
import dev.telnum.serialization.DidwwDidPageSerializer
import dev.telnum.serialization.IdtDeliverySerializer
import dev.telnum.serialization.IdtOrderSerializer
import dev.telnum.serialization.IdtOrderStatusSerializer
import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import kotlin.reflect.full.companionObjectInstance
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull
import kotlin.test.assertSame
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.SerializationException
import kotlinx.serialization.builtins.ListSerializer
import kotlinx.serialization.json.Json

/** What users do with records: store a status, serialise, hand them to Jackson. */
fun plainDataTests() = listOf(
    Further("a value of a set has its canonical text, and is read from it") {
        assertEquals("fulfilled_complete", IdtOrderItemStatus.FulfilledComplete.text)
        assertSame(IdtOrderItemStatus.FulfilledComplete, IdtOrderItemStatus.of("fulfilled_complete"))
        assertEquals(IdtOrderItemStatus.Unknown("Teleported"), IdtOrderItemStatus.of("Teleported"))
        assertEquals("Teleported", IdtOrderItemStatus.of("Teleported").text)
        assertEquals("did_group.country", DidwwInclude.DidGroupCountry.text)
        assertEquals("partly_delivered" to "outcome_unknown", IdtDelivery.PARTLY_DELIVERED.text to ErrorKind.OUTCOME_UNKNOWN.text)
        assertSame(Carrier.DIALOG_TECH, Carrier.of("dialog_tech"))
        assertNull(Carrier.of("Dialog Tech"))
        val known = IdtOrderStatus::class.sealedSubclasses.mapNotNull { it.objectInstance }
        val companion = IdtOrderStatus::class.companionObjectInstance as IdtOrderStatus.Companion
        for (status in known) assertSame(status, companion.of(status.text))
        assertEquals(known.size, known.map { it.text }.toSet().size)
        emulated { _, client ->
            val order = client.createOrder("16847", 1)
            assertTrue(""""status":"${order.status.text}"""" in order.toJson() && """"delivery":"${order.delivery.text}"""" in order.toJson())
        }
    },
    Further("exceptions and records go through Java's serialisation") {
        emulated(maxRetries = 0) { emulator, client ->
            emulator.script("""[{"fault": "reset_after"}, {"fault": "status", "status": 429, "retry_after": "7"}]""")
            val lost = again(assertFailsWith<TelnumException.OutcomeUnknown> { client.createOrder("16847", 3) })
            assertEquals(ErrorKind.OUTCOME_UNKNOWN to "create_order", lost.kind to lost.attempt?.operation)
            assertEquals(ErrorKind.TRANSPORT, lost.causeKind)
            assertTrue(lost.stackTrace.isNotEmpty() && lost.text == lost.message)
            val limited = again(assertFailsWith<TelnumException.RateLimited> { client.listCountries() })
            assertEquals(7.seconds, limited.retryAfter)
            val wrong = assertFailsWith<TelnumException.InvalidInput> { client.prepareOrder("x", 0) }
            assertEquals(wrong.info to wrong.toJson(), again(wrong).let { it.info to it.toJson() })
            val late = again(assertFailsWith<TelnumException.Timeout> { client.waitForOrder(client.createOrder("90012", 2).id, timeout = 5.seconds) })
            assertSame(IdtDelivery.MOVING, late.order?.delivery)
            val response = client.withResponse { createOrder("16847", 1) }
            assertEquals(response, again(response))
            assertSame(response.value.status, again(response).value.status)
            assertEquals(emulator.ledger to emulator.requests, again(ArrayList(emulator.ledger)) to again(ArrayList(emulator.requests)))
        }
        Emulator(7).use { emulator ->
            val page = emulator.didww().listDids(include = listOf(DidwwInclude.DidGroupCountry), pageSize = 5)
            assertEquals(page, again(page))
            assertEquals(page.dids.map { it.didGroup?.country?.name }, again(page).dids.map { it.didGroup?.country?.name })
            assertFailsWith<TelnumException.InvalidInput> { again(page).dids.first().order }
        }
    },
    Further("Jackson writes the canonical JSON of records, statuses and links") {
        val events = mutableListOf<LogEvent>()
        Emulator(7).use { emulator ->
            val client = emulator.idtExpress(logger = events::add)
            val order = client.createOrder("16847", 2)
            val attempt = client.prepareOrder("16847", 1)
            val did = emulator.didww().listDids(include = listOf(DidwwInclude.DidGroup), pageSize = 1).dids.single()
            for ((record, canonical) in listOf(order to order.toJson(), attempt to attempt.toJson(), did to did.toJson(), events[0] to events[0].toJson())) {
                assertEquals(json(canonical), json(jackson.writeValueAsString(record)))
            }
            val parts = mapOf("status" to order.status, "delivery" to order.delivery, "one" to did.didGroupLink, "other" to did.orderLink, "item" to order.orderItems)
            val written = json(jackson.writeValueAsString(parts)).toString()
            val item = json(order.orderItems.single().toJson())
            assertEquals("""{"status":"created","delivery":"moving","one":{"id":"${did.didGroup!!.id}"},"other":"not_loaded","item":[$item]}""", written)
            val error = json(jackson.writeValueAsString(assertFailsWith<TelnumException.InvalidInput> { client.prepareOrder("x", 0) }.info))
            assertEquals("invalid_input", (error as kotlinx.serialization.json.JsonObject).getValue("kind").text)
        }
    },
    Further("Jackson reads statuses and records, and names what is missing") {
        assertSame(IdtOrderItemStatus.FulfilledComplete, jackson.readValue("\"fulfilled_complete\"", IdtOrderItemStatus::class.java))
        assertEquals(IdtOrderStatus.Unknown("Odd"), jackson.readValue("\"Odd\"", IdtOrderStatus::class.java))
        assertSame(IdtDelivery.PARTLY_DELIVERED, jackson.readValue("\"partly_delivered\"", IdtDelivery::class.java))
        emulated { _, client ->
            val order = client.createOrder("16847", 2)
            assertEquals(order, jackson.readValue(order.toJson(), IdtOrder::class.java))
            val missing = assertFailsWith<JsonProcessingException> { jackson.readValue("""{"id": "1"}""", IdtOrder::class.java) }
            assertTrue("`status` is missing" in missing.message!!, missing.message)
        }
    },
    Further("records are read from their JSON, which may have more members, and lack none that must be there") {
        emulated { _, client ->
            val order = client.createOrder("16847", 2)
            assertEquals(order, IdtOrder.fromJson(order.toJson()))
            assertEquals(order, IdtOrder.fromJson(order.toJson().replaceFirst("{", """{"new":[{}],""")))
            for ((wrong, field) in listOf(
                order.toJson().replace("\"status_text\"", "\"x\"") to "status_text",
                order.toJson().replace("\"delivery\":\"moving\"", "\"delivery\":\"flown\"") to "delivery",
                order.toJson().replace("\"ordered\":2", "\"ordered\":2.5") to "ordered",
                order.toJson().replace("\"setup_fee\":\"", "\"setup_fee\":\"x") to "order_items.0.did_group.fees.setup_fee",
            )) {
                val refused = assertFailsWith<TelnumException.InvalidInput> { IdtOrder.fromJson(wrong) }
                assertEquals(field, refused.details.single().field)
                assertTrue("`$field`" in refused.text, refused.text)
            }
        }
        val texts = listOf("", "{", "[1,]", "{\"a\":1,}", "{} x", "01", "\"\\x\"", "\"\u0001\"", "nul", "[".repeat(100_000), "3")
        for (text in texts) assertFailsWith<TelnumException.InvalidInput>(text.take(9)) { IdtOrder.fromJson(text) }
    },
    Further("kotlinx.serialization writes and reads records and sets") {
        Emulator(7).use { emulator ->
            val order = emulator.idtExpress().createOrder("16847", 2)
            val orders = ListSerializer(IdtOrderSerializer)
            assertEquals(json("[${order.toJson()}]"), json(Json.encodeToString(orders, listOf(order))))
            assertEquals(listOf(order), Json.decodeFromString(orders, "[${order.toJson()}]"))
            assertEquals(json(order.toJson()), Json.encodeToJsonElement(IdtOrderSerializer, order))
            val page = emulator.didww().listDids(include = listOf(DidwwInclude.DidGroupCountry), pageSize = 5)
            val read = Json.decodeFromString(DidwwDidPageSerializer, Json.encodeToString(DidwwDidPageSerializer, page))
            assertEquals(page.dids.map { it.didGroup?.country?.name }, read.dids.map { it.didGroup?.country?.name })
        }
        assertEquals("\"complete\"", Json.encodeToString(IdtOrderStatusSerializer, IdtOrderStatus.Complete))
        assertSame(IdtOrderStatus.Complete, Json.decodeFromString(IdtOrderStatusSerializer, "\"complete\""))
        assertSame(IdtDelivery.MOVING, Json.decodeFromString(IdtDeliverySerializer, "\"moving\""))
        assertFailsWith<SerializationException> { Json.decodeFromString(IdtDeliverySerializer, "\"flown\"") }
        assertFailsWith<TelnumException.InvalidInput> { Json.decodeFromString(IdtOrderSerializer, "{}") }
    },
    Further("jackson-module-kotlin reads them too") {
        val mapper = jacksonObjectMapper()
        emulated { _, client ->
            val order = client.createOrder("16847", 2)
            assertEquals(order, mapper.readValue<IdtOrder>(mapper.writeValueAsString(order)))
            assertSame(IdtOrderStatus.Complete, mapper.readValue<IdtOrderStatus>("\"complete\""))
            assertSame(IdtDelivery.MOVING, mapper.readValue<IdtDelivery>("\"moving\""))
        }
    },
    Further("a DID that was read without its page knows ids, and says so") {
        Emulator(7).use { emulator ->
            val page = emulator.didww().listDids(include = listOf(DidwwInclude.DidGroupCountry), pageSize = 5)
            val read = DidwwDidPage.fromJson(page.toJson())
            assertEquals(page.dids.map { it.didGroup?.country?.name }, read.dids.map { it.didGroup?.country?.name })
            val alone = DidwwDid.fromJson(page.dids.first().toJson())
            assertEquals(page.dids.first(), alone)
            assertEquals(page.dids.first().didGroup!!.id, alone.didGroupLink.id)
            assertTrue("without its page" in assertFailsWith<TelnumException.InvalidInput> { alone.didGroup }.text)
        }
    },
    Further("messages name options and arguments as Kotlin does, details the carrier's fields") {
        assertTrue("`maxRetries`" in assertFailsWith<TelnumException.Configuration> { IdtExpress("k", "s", maxRetries = -1) }.text)
        emulated { _, client ->
            val wrong = assertFailsWith<TelnumException.InvalidInput> { client.listNumbers(pageSize = 0) }
            assertTrue("`pageSize`" in wrong.text && "`pageSize`" in wrong.details.single().detail!!, wrong.text)
            assertEquals(listOf("page_size"), wrong.details.map { it.field })
        }
    },
    Further("withResponse refuses what makes many exchanges, before it sends anything") {
        emulated { emulator, client ->
            val order = client.createOrder("16847", 1)
            val calls = listOf<suspend IdtExpress.() -> Any?>(
                { numbers() }, { numberPages() }, { orders() }, { orderPages() }, { watchOrder(order.id) }, { waitForOrder(order.id) },
            )
            for (call in calls) {
                val refused = assertFailsWith<TelnumException.Configuration> { client.withResponse(call) }
                assertTrue("withResponse" in refused.text && "Nothing was sent" in refused.text, refused.text)
            }
            assertEquals(1, emulator.requests.size)
            assertFailsWith<TelnumException.Configuration> { client.withResponse { prepareOrder("16847", 1) } }
            emulator.didww().use { didww -> assertFailsWith<TelnumException.Configuration> { didww.withResponse { dids() } } }
        }
    },
)

private val jackson = ObjectMapper()

/** A copy, by way of bytes. */
@Suppress("UNCHECKED_CAST")
private fun <T : Any> again(value: T): T {
    val bytes = ByteArrayOutputStream().also { ObjectOutputStream(it).use { out -> out.writeObject(value) } }.toByteArray()
    return ObjectInputStream(ByteArrayInputStream(bytes)).use { it.readObject() } as T
}
