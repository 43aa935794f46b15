import dev.telnum.Emulator
import dev.telnum.TelnumException

suspend fun main() {
    val client = Emulator(seed = 7).idtExpress()
    val group = client.listDidGroups(countryIso = "BR").first()
    try {
        val order = client.createOrder(group.id, quantity = 3)
        println("${order.ordered} numbers of ${group.name} ordered: ${order.id}")
    } catch (lost: TelnumException.OutcomeUnknown) {
        println("It may have been bought; look before you buy again: ${lost.attempt}")
    }
}
