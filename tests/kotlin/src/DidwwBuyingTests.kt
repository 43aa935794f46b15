import dev.telnum.Attempt
import dev.telnum.Didww
import dev.telnum.DidwwAvailableDidFilter
import dev.telnum.DidwwDidClearable
import dev.telnum.DidwwDidFilter
import dev.telnum.DidwwDidGroup
import dev.telnum.DidwwDidGroupFilter
import dev.telnum.DidwwDidGroupInclude
import dev.telnum.DidwwFilter
import dev.telnum.DidwwInclude
import dev.telnum.DidwwNewOrderItem
import dev.telnum.DidwwOrderFilter
import dev.telnum.DidwwOrderStatus
import dev.telnum.DidwwStockKeepingUnit
import dev.telnum.Emulator
import dev.telnum.LogEvent
import dev.telnum.TelnumException
import java.math.BigDecimal
import java.util.concurrent.CopyOnWriteArrayList
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.days
import kotlinx.coroutines.flow.toList

/** A number's life at DIDWW, from the search to its end, and orders that go another way. */
fun didwwBuyingTests() = listOf(
    Further("a number of Berlin is chosen, held, bought, routed, let end and taken back") {
        buying { emulator, client ->
            val (group, sku) = client.affordable()
            val ofGroup = DidwwAvailableDidFilter(didGroupId = DidwwFilter.Is(group.id))
            val offered = client.listAvailableDids(ofGroup).availableDids.first()
            val held = client.createDidReservation(offered.id).didReservation
            assertEquals(emptyList(), client.listAvailableDids(ofGroup.copy(id = DidwwFilter.Is(offered.id))).availableDids)

            val created = client.createOrder(listOf(DidwwNewOrderItem(skuId = sku.id, didReservationId = held.id)))
            assertEquals(DidwwOrderStatus.Pending to emptyList(), created.status to created.disagreements)
            val seen = mutableListOf<DidwwOrderStatus?>()
            val order = client.waitForOrder(created.id) { seen += it.status }
            assertEquals(listOf<DidwwOrderStatus?>(DidwwOrderStatus.Pending, DidwwOrderStatus.Completed), seen)
            val did = client.listDids(DidwwDidFilter(orderId = DidwwFilter.Is(order.id))).dids.single()
            assertEquals(offered.e164, did.e164)

            val trunk = client.createSipTrunk("office", host = "sip.example.com").voiceInTrunk
            client.updateDid(did.id, voiceInTrunkId = trunk.id, description = "reception")
            val routed = client.getDid(did.id, include = listOf(DidwwInclude.VoiceInTrunk)).did
            assertEquals("office" to "reception", routed.voiceInTrunk?.name to routed.description)
            assertEquals(null, client.updateDid(did.id, clear = listOf(DidwwDidClearable.Description)).did.description)

            assertEquals(0, client.stopRenewingDid(did.id).did.billingCyclesCount)
            assertEquals(false, client.getDid(did.id).did.terminated)
            emulator.advance(32.days)
            assertEquals(true, client.getDid(did.id).did.terminated)
            assertEquals(false, client.restoreDid(did.id).did.terminated)
            // The month that it was taken back for is paid.
            val month = sku.monthlyPrice!!
            val costs = emulator.ledger.map { BigDecimal(it.cost!!) }
            assertTrue(costs.size == 2 && costs[0].compareTo(sku.setupPrice!! + month) == 0 && costs[1].compareTo(month) == 0, "$costs")
        }
    },
    Further("an order that is pending can be cancelled, and its number is gone") {
        buying { _, client ->
            val order = client.createOrder(listOf(DidwwNewOrderItem(skuId = client.affordable().second.id, qty = 1)))
            assertEquals(order.id, client.cancelOrder(order.id).id)
            assertEquals(listOf<DidwwOrderStatus?>(DidwwOrderStatus.Canceled), client.watchOrder(order.id).toList().map { it.status })
            assertEquals(emptyList(), client.dids(DidwwDidFilter(orderId = DidwwFilter.Is(order.id))).toList())
            assertFailsWith<TelnumException.InvalidInput> { client.cancelOrder(order.id) }
        }
    },
    Further("an order whose answer is lost is found by its attempt's id, by another client too") {
        buying { emulator, client ->
            val attempt = client.prepareOrder(listOf(DidwwNewOrderItem(skuId = client.affordable().second.id, qty = 1)))
            emulator.script("""["reset_after"]""")
            val lost = assertFailsWith<TelnumException.OutcomeUnknown> { client.place(attempt) }
            assertEquals(attempt, lost.attempt)
            val kept = Attempt.fromJson(attempt.toJson())
            val found = emulator.didww().use { other ->
                other.listOrders(DidwwOrderFilter(externalReferenceId = DidwwFilter.Is(kept.id))).orders.single()
            }
            assertEquals(attempt.id, found.externalReferenceId)
            assertEquals(listOf<String?>(found.id), emulator.ledger.map { it.orderId })
        }
    },
    Further("a trunk's password is in nothing that can be printed: answers, requests, errors, logs") {
        val events = CopyOnWriteArrayList<LogEvent>()
        Emulator(7).use { emulator ->
            emulator.didww(logger = events::add).use { client ->
                suspend fun create(name: String, port: Int? = null) = client.createSipTrunk(
                    name, host = "sip.example.com", port = port, authEnabled = true, authUser = "office", authPassword = PASSWORD,
                )
                val made = create("office")
                val changed = client.updateVoiceInTrunk(made.voiceInTrunk.id, authPassword = "$PASSWORD-2")
                val failures = listOf(
                    assertFailsWith<TelnumException.InvalidInput> { create("office") },
                    assertFailsWith<TelnumException.InvalidInput> { create("", port = 0) },
                    assertFailsWith<TelnumException.InvalidInput> { client.updateVoiceInTrunk("", authPassword = PASSWORD) },
                )
                for (answer in listOf(made, changed)) assertTrue("[redacted]" in answer.toString() && "[redacted]" in answer.toJson())
                val printed = "$made ${made.toJson()} $changed ${changed.toJson()} ${emulator.requests} $events $client " +
                    failures.joinToString { it.stackTraceToString() + it.details + it.toJson() }
                assertTrue("office" in printed && events.isNotEmpty())
                assertFalse(PASSWORD in printed, printed)
            }
        }
    },
)

private const val PASSWORD = "trunk-1234567890"

private suspend fun buying(test: suspend (Emulator, Didww) -> Unit) =
    Emulator(7).use { emulator -> emulator.didww().use { test(emulator, it) } }

/** A group of Berlin, and what costs less than 2 a month there. */
private suspend fun Didww.affordable(): Pair<DidwwDidGroup, DidwwStockKeepingUnit> {
    val inBerlin = DidwwDidGroupFilter(areaName = DidwwFilter.Is("Berlin"), isAvailable = true)
    val group = listDidGroups(inBerlin, listOf(DidwwDidGroupInclude.StockKeepingUnits)).didGroups.single()
    return group to group.stockKeepingUnits.first { it.monthlyPrice!! < BigDecimal(2) }
}
