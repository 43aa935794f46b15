import dev.telnum.Attempt;
import dev.telnum.TelnumException;
import dev.telnum.java.Emulator;
import java.io.IOException;
import java.nio.file.Files;

/** The answer to a purchase is lost: what a program keeps, and what it can find out. */
public class Lost {
    public static void main(String[] arguments) throws IOException {
        try (var emulator = new Emulator(7); var client = emulator.idtExpress().build()) {
            var kept = Files.createTempFile("attempt", ".json");

            // The attempt exists, and is kept, before anything is sent.
            var attempt = client.prepareOrder("16847", 3);
            Files.writeString(kept, attempt.toJson());

            emulator.script("[{\"fault\": \"reset_after\"}]"); // the carrier acts, and its answer is lost
            try {
                client.place(attempt);
            } catch (TelnumException.OutcomeUnknown lost) {
                System.out.println("sent at " + lost.getSentAt() + ", then " + lost.getCauseKind() + ": "
                    + lost.getText());
            }

            // It was not sent again. Buying again now could buy twice: first look at the account's numbers and
            // orders (in the carrier's portal, until telnum reads lost orders back), then place it again or not.
            var again = Attempt.fromJson(Files.readString(kept));
            var ledger = emulator.getLedger();
            System.out.println("attempt " + again.getId() + " is kept; the carrier sold " + ledger.size() + " order of "
                + ledger.get(0).getQuantity());
            Files.delete(kept);
        }
    }
}
