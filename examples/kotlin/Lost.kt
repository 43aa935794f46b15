import dev.telnum.Attempt
import dev.telnum.Emulator
import dev.telnum.TelnumException
import java.nio.file.Files

/** The answer to a purchase is lost: what a program keeps, and how it finds out what became of it. */
suspend fun main() {
    val emulator = Emulator(seed = 7)
    val client = emulator.idtExpress()
    val kept = Files.createTempFile("attempt", ".json")

    // The attempt exists, and is kept, before anything is sent.
    val attempt = client.prepareOrder("16847", quantity = 3)
    Files.writeString(kept, attempt.toJson())

    emulator.script("""[{"fault": "reset_after"}]""") // the carrier acts, and its answer is lost
    try {
        client.place(attempt)
    } catch (lost: TelnumException.OutcomeUnknown) {
        println("sent at ${lost.sentAt}, then ${lost.causeKind}: ${lost.text}")
    }

    // It was not sent again, and buying again now could buy twice. The next run finds out.
    val again = Attempt.fromJson(Files.readString(kept))
    val next = emulator.idtExpress()
    for (found in next.reconcileOrders(listOf(again), soleBuyer = true)) {
        println("attempt ${found.attemptId} is ${found.outcome}: ${found.reason}")
        println("it made ${found.orderIds}")
    }
    // The call that does it all goes on where the attempt is: it looks, waits, and buys nothing again.
    val bought = next.buyNumbers(again, soleBuyer = true)
    println("${bought.delivered} of ${bought.ordered} numbers are there")
    println("the carrier sold ${emulator.ledger.size} order of ${emulator.ledger.first().quantity}")
    Files.delete(kept)
}
