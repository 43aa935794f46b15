import dev.telnum.TelnumException;
import dev.telnum.java.Emulator;
import java.io.IOException;
import java.nio.file.Files;

/** A journal: what was placed stays placed, whatever becomes of the program. */
public class Journal {
    public static void main(String[] arguments) throws IOException {
        var folder = Files.createTempDirectory("telnum");
        var journal = folder.resolve("orders.journal");
        try (
            var emulator = new Emulator(7);
            var client = emulator.idtExpress().journal(journal.toString()).build();
            var restarted = emulator.idtExpress().journal(journal.toString()).build()
        ) {
            var attempt = client.prepareOrder("16847", 2);
            var order = client.place(attempt);

            // The program crashes here, starts again, and does not know that it has bought.
            try {
                restarted.place(attempt);
            } catch (TelnumException.Conflict placed) {
                System.out.println(order.getId() + ": it was placed before, as " + placed.getCandidateOrderId());
            }
        }
        Files.delete(journal);
        Files.delete(folder);
    }
}
