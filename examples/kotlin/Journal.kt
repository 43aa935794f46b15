import dev.telnum.Emulator
import dev.telnum.TelnumException
import java.nio.file.Files

/** A journal: what was placed stays placed, whatever becomes of the program. */
suspend fun main() {
    val emulator = Emulator(seed = 7)
    val folder = Files.createTempDirectory("telnum")
    val journal = folder.resolve("orders.journal").toString()

    val client = emulator.idtExpress(journal = journal)
    val attempt = client.prepareOrder("16847", quantity = 2)
    val order = client.place(attempt)

    // The program crashes here, starts again, and does not know that it has bought.
    val restarted = emulator.idtExpress(journal = journal)
    try {
        restarted.place(attempt)
    } catch (placed: TelnumException.Conflict) {
        println("${order.id}: it was placed before, as ${placed.candidateOrderId}")
    }
    folder.toFile().deleteRecursively()
}
