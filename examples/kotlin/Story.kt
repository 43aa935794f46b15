import dev.telnum.DialogTech
import dev.telnum.DialogTechNumberType
import dev.telnum.Didww
import dev.telnum.DidwwAvailableDidFilter
import dev.telnum.DidwwDidFilter
import dev.telnum.DidwwDidGroupFilter
import dev.telnum.DidwwDidGroupInclude
import dev.telnum.DidwwFilter
import dev.telnum.DidwwInclude
import dev.telnum.DidwwNewOrderItem
import dev.telnum.DidwwOrderStatus
import dev.telnum.IdtDelivery
import dev.telnum.IdtExpress
import dev.telnum.IdtNumberStatus
import dev.telnum.IdtOrderedNumber
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.flow.toList

/** From a list of countries to a deleted number, and on to two other carriers, over HTTP, with a `telnum-emulator` at TELNUM_EMULATOR_URL. */
suspend fun main() {
    val url = System.getenv("TELNUM_EMULATOR_URL") ?: error("TELNUM_EMULATOR_URL is not set")
    val idtExpress = IdtExpress(apiKey = "emulator-key", apiSecret = "emulator-secret", baseUrl = url)
    val dialogTech = DialogTech(
        accessKey = "emulator-access-key", secretAccessKey = "emulator-secret-access-key", baseUrl = url,
    )
    val didww = Didww(apiKey = "emulator-key", baseUrl = url)
    println("kotlin: ${atIdtExpress(idtExpress)}; ${atDialogTech(dialogTech)}; ${atDidww(didww)}")
    listOf(idtExpress, dialogTech, didww).forEach { it.close() }
}

private suspend fun atIdtExpress(client: IdtExpress): String {
    val countries = client.listCountries()
    tell("numbers are sold in ${countries.size} countries")

    val group = client.listDidGroups("BR").first()
    val fees = checkNotNull(group.fees) { "group ${group.id} has no fees" }
    tell("in ${group.name} of Brazil a number costs ${fees.setupFee} once and ${fees.monthlyFee} a month")

    val preview = client.previewOrder(group.id, quantity = 2)
    check(preview.ordered == 2) { "the preview is of ${preview.ordered} numbers" }
    tell("a preview of ${preview.ordered} finds nothing wrong, and buys nothing")

    val created = client.createOrder(group.id, quantity = 2)
    tell("order ${created.id} is made")
    val statuses = mutableListOf<String>()
    val order = client.waitForOrder(created.id, timeout = 60.seconds) { seen ->
        statuses += seen.status.toString().lowercase()
        tell("it is ${statuses.last()}, with ${seen.fulfilled} of ${seen.ordered} numbers")
    }
    val bought = order.orderItems.flatMap { it.numbers }
    check(order.delivery == IdtDelivery.DELIVERED) { "order ${order.id} is ${order.delivery}" }
    check(bought.size == 2) { "order ${order.id} brought ${bought.size} numbers" }

    val listed = client.numbers().toList().map { it.number }
    check(listed.containsAll(bought.map { it.number })) { "the new numbers are not in the list of numbers" }
    check(client.orders().toList().any { it.id == order.id }) { "order ${order.id} is not in the list of orders" }
    tell("the account lists both numbers, and the order")

    val deleted = bought.first()
    client.deleteNumber(deleted.number)
    val found = client.numbers().toList().find { it.number == deleted.number }
    check(found?.status == IdtNumberStatus.Removed) { "${deleted.number} is ${found?.status}, not removed" }
    tell("${deleted.shown()} is deleted, and listed as removed")

    return "${countries.size} countries, group ${group.id} at ${fees.setupFee} + ${fees.monthlyFee}, " +
        "preview ${preview.ordered}, order ${order.id} ${order.delivery.name.lowercase()} " +
        "(${statuses.joinToString(" > ")}), numbers ${bought.joinToString(" ") { it.shown() }}, " +
        "deleted ${deleted.shown()}"
}

private suspend fun atDialogTech(client: DialogTech): String {
    val order = client.orderNumbers(DialogTechNumberType.Local, quantity = 2, search = "312")
    check(order.numbers.size == 2) { "DialogTech sold ${order.numbers.size} numbers" }
    val numbers = order.numbers.joinToString(" ") { it.e164 ?: it.number }
    tell("DialogTech sells numbers at once: $numbers")
    return "DialogTech $numbers"
}

private suspend fun atDidww(client: Didww): String {
    val inBerlin = DidwwDidGroupFilter(areaName = DidwwFilter.Is("Berlin"))
    val berlin = client.listDidGroups(inBerlin, listOf(DidwwDidGroupInclude.StockKeepingUnits)).didGroups.first()
    val sku = berlin.stockKeepingUnits.first()
    val ofGroup = DidwwAvailableDidFilter(didGroupId = DidwwFilter.Is(berlin.id))
    val chosen = client.listAvailableDids(ofGroup).availableDids.first()
    val held = client.createDidReservation(chosen.id).didReservation
    tell("DIDWW holds ${chosen.e164}: ${sku.setupPrice} + ${sku.monthlyPrice} a month")

    val created = client.createOrder(listOf(DidwwNewOrderItem(skuId = sku.id, didReservationId = held.id)))
    val order = client.waitForOrder(created.id, timeout = 60.seconds)
    check(order.status == DidwwOrderStatus.Completed) { "order ${order.id} is ${order.status}" }
    val ofOrder = DidwwDidFilter(orderId = DidwwFilter.Is(order.id))
    val did = client.listDids(ofOrder, include = listOf(DidwwInclude.DidGroupCountry)).dids.single()
    check(did.number == chosen.number) { "order ${order.id} brought ${did.number}" }
    val country = checkNotNull(did.didGroup?.country?.name) { "DID ${did.id} is of no country" }

    val trunk = client.createSipTrunk("story ${order.reference}", host = "sip.example.com").voiceInTrunk
    client.updateDid(did.id, voiceInTrunkId = trunk.id)
    val routed = client.getDid(did.id, include = listOf(DidwwInclude.VoiceInTrunk)).did
    check(routed.voiceInTrunk?.id == trunk.id) { "${chosen.e164} is not routed" }
    tell("DIDWW sold it, and sends its calls to the trunk ${trunk.name}")
    return "DIDWW order ${order.id} ${order.status?.text}, ${did.e164} in $country"
}

private fun tell(step: String) = System.err.println(step)

private fun IdtOrderedNumber.shown() = e164 ?: number
