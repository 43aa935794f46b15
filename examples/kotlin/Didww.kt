import dev.telnum.DidwwAvailableDidFilter
import dev.telnum.DidwwDidFilter
import dev.telnum.DidwwDidGroupFilter
import dev.telnum.DidwwDidGroupInclude
import dev.telnum.DidwwFilter
import dev.telnum.DidwwNewOrderItem
import dev.telnum.Emulator
import java.math.BigDecimal

/** A number in Berlin at DIDWW: found, held, bought, routed, and let end. No account, no server and no network. */
suspend fun main() {
    Emulator(seed = 7).use { emulator ->
        emulator.didww().use { client ->
            // A group of numbers has its prices in its stock keeping units: one for each count of channels.
            val inBerlin = DidwwDidGroupFilter(areaName = DidwwFilter.Is("Berlin"), isAvailable = true)
            val groups = client.listDidGroups(inBerlin, listOf(DidwwDidGroupInclude.StockKeepingUnits)).didGroups
            val (group, sku) = groups.flatMap { group -> group.stockKeepingUnits.map { group to it } }
                .first { (_, sku) -> sku.monthlyPrice?.let { it < BigDecimal(2) } == true }
            println("${group.areaName}: ${sku.setupPrice} once, ${sku.monthlyPrice} a month")

            // Held for some minutes, no one else can buy it.
            val ofGroup = DidwwAvailableDidFilter(didGroupId = DidwwFilter.Is(group.id))
            val offered = client.listAvailableDids(ofGroup).availableDids.first()
            val held = client.createDidReservation(offered.id).didReservation
            println("${offered.e164} is held until ${held.expiresAt}")

            // The price is looked up once more before anything is bought.
            val items = listOf(DidwwNewOrderItem(skuId = sku.id, didReservationId = held.id))
            val created = client.createOrder(items, maxMonthlyPrice = BigDecimal(2))
            val order = client.waitForOrder(created.id)
            println("order ${order.reference} is ${order.status}: it cost ${order.amount}")

            val did = client.listDids(DidwwDidFilter(orderId = DidwwFilter.Is(order.id))).dids.first()
            val trunk = client.createSipTrunk("office", host = "sip.example.com").voiceInTrunk
            client.updateDid(did.id, voiceInTrunkId = trunk.id)
            println("calls to ${did.e164} go to the trunk ${trunk.name}")

            // It works as long as it is paid for.
            val ending = client.stopRenewingDid(did.id).did
            println("${ending.e164} ends on ${ending.expiresAt}")
        }
    }
}
