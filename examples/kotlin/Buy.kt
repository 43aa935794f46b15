import dev.telnum.IdtExpress
import kotlin.time.Duration.Companion.seconds

/** Buys two numbers over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL. */
suspend fun main() {
    val url = System.getenv("TELNUM_EMULATOR_URL") ?: error("TELNUM_EMULATOR_URL is not set")
    IdtExpress(apiKey = "emulator-key", apiSecret = "emulator-secret", baseUrl = url).use { client ->
        val group = client.listDidGroups("BR").first()
        val created = client.createOrder(group.id, quantity = 2)
        val order = client.waitForOrder(created.id, timeout = 60.seconds) { seen ->
            System.err.println("order ${seen.id} is ${seen.status}")
        }
        val numbers = order.orderItems.flatMap { it.numbers }.map { it.e164 ?: it.number }
        println("kotlin: order ${order.id} ${order.status.toString().lowercase()}, ${numbers.size} numbers: ${numbers.joinToString()}")
    }
}
