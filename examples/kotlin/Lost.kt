import dev.telnum.Attempt
import dev.telnum.Emulator
import dev.telnum.TelnumException
import java.nio.file.Files

/** The answer to a purchase is lost: what a program keeps, and what it can find out. */
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

    // It was not sent again. Buying again now could buy twice: first look at the account's numbers and
    // orders (in the carrier's portal, until telnum reads lost orders back), then place anew or not.
    val again = Attempt.fromJson(Files.readString(kept))
    println("attempt ${again.id} is kept; the carrier sold ${emulator.ledger.size} order of ${emulator.ledger.first().quantity}")
    Files.delete(kept)
}
