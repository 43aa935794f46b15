import dev.telnum.Attempt;
import dev.telnum.TelnumException;
import dev.telnum.java.Emulator;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/** The answer to a purchase is lost: what a program keeps, and how it finds out what became of it. */
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

            // It was not sent again, and buying again now could buy twice. The next run finds out.
            var again = Attempt.fromJson(Files.readString(kept));
            try (var next = emulator.idtExpress().build()) {
                for (var found : next.reconcileOrders(List.of(again), it -> it.soleBuyer(true))) {
                    System.out.println("attempt " + found.getAttemptId() + " is " + found.getOutcome() + ": " + found.getReason());
                    System.out.println("it made " + found.getOrderIds());
                }
                // The call that does it all goes on where the attempt is: it looks, waits, and buys nothing again.
                var bought = next.buyNumbers(again, it -> it.soleBuyer(true));
                System.out.println(bought.getDelivered() + " of " + bought.getOrdered() + " numbers are there");
            }
            var ledger = emulator.getLedger();
            System.out.println("the carrier sold " + ledger.size() + " order of " + ledger.get(0).getQuantity());
            Files.delete(kept);
        }
    }
}
