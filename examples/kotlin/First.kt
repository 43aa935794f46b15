import dev.telnum.Emulator
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.flow.toList

/** First steps, with no account, no server and no network. */
suspend fun main() {
    Emulator(seed = 7).use { emulator ->
        emulator.idtExpress().use { client ->
            for (group in client.listDidGroups("BR")) {
                println("${group.id} ${group.name}: ${group.fees?.setupFee} once, ${group.fees?.monthlyFee} a month")
            }
            val group = client.listDidGroups("BR").first()

            val preview = client.previewOrder(group.id, quantity = 3)
            println("a preview of ${preview.ordered} numbers buys nothing: ${emulator.ledger.size} bought")

            val created = client.createOrder(group.id, quantity = 3)
            println("order ${created.id} is ${created.status}")

            // The emulator's clock moves only when told to, so an example need not wait.
            emulator.advance(5.seconds)
            val (order, info) = client.withResponse { getOrder(created.id) }
            println("now it is ${order.status}: ${order.fulfilled} delivered, ${order.shortfall} missing (HTTP ${info.httpStatus})")

            val numbers = client.numbers().toList()
            println("the account has ${numbers.size} numbers: ${numbers.joinToString { it.e164 ?: it.number }}")
        }
    }
}
