import dev.telnum.Emulator
import dev.telnum.TelnumException
import kotlin.time.Duration.Companion.seconds

suspend fun main() {
    val emulator = Emulator(seed = 7)
    val client = emulator.idtExpress()
    val group = client.listDidGroups(countryIso = "BR").first()
    val order = try {
        client.createOrder(group.id, quantity = 2)
    } catch (lost: TelnumException.OutcomeUnknown) {
        return println("It may have been bought; look before you buy again: ${lost.attempt}")
    }
    println("${order.id} ${order.status}")

    emulator.advance(10.seconds)
    println(client.getOrder(order.id).orderItems.flatMap { item -> item.numbers.map { it.e164 } })
}
