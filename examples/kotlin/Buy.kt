import dev.telnum.IdtExpress
import dev.telnum.IdtOrderStatus
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.delay
import kotlinx.coroutines.withTimeout

/** Buys two numbers over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL. */
suspend fun main() {
    val url = System.getenv("TELNUM_EMULATOR_URL") ?: error("TELNUM_EMULATOR_URL is not set")
    IdtExpress(apiKey = "emulator-key", apiSecret = "emulator-secret", baseUrl = url).use { client ->
        val group = client.listDidGroups("BR").first()
        var order = client.createOrder(group.id, quantity = 2)
        withTimeout(30.seconds) {
            while (order.status != IdtOrderStatus.Complete) {
                delay(500.milliseconds)
                order = client.getOrder(order.id)
            }
        }
        val numbers = order.orderItems.flatMap { it.numbers }.map { it.e164 ?: it.number }
        println("kotlin: order ${order.id} ${order.status.toString().lowercase()}, ${numbers.size} numbers: ${numbers.joinToString()}")
    }
}
