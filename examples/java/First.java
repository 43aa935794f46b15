import dev.telnum.IdtNumber;
import dev.telnum.java.Emulator;
import java.time.Duration;
import java.util.List;

/** First steps, with no account, no server and no network. */
public class First {
    public static void main(String[] arguments) {
        try (var emulator = new Emulator(7); var client = emulator.idtExpress().build()) {
            var groups = client.listDidGroups("BR");
            for (var group : groups) {
                var fees = group.getFees();
                System.out.println(group.getId() + " " + group.getName() + ": " + fees.getSetupFee() + " once, "
                    + fees.getMonthlyFee() + " a month");
            }
            var group = groups.get(0);

            var preview = client.previewOrder(group.getId(), 3);
            System.out.println("a preview of " + preview.getOrdered() + " numbers buys nothing: "
                + emulator.getLedger().size() + " bought");

            var created = client.createOrder(group.getId(), 3);
            System.out.println("order " + created.getId() + " is " + created.getStatus());

            // The emulator's clock moves only when told to, so an example need not wait.
            emulator.advance(Duration.ofSeconds(5));
            var response = client.withResponse(it -> it.getOrder(created.getId()));
            var order = response.getValue();
            System.out.println("now it is " + order.getStatus() + ": " + order.getFulfilled() + " delivered, "
                + order.getShortfall() + " missing (HTTP " + response.getInfo().getHttpStatus() + ")");

            List<String> numbers = client.numbers().stream().map(IdtNumber::getNumber).toList();
            System.out.println("the account has " + numbers.size() + " numbers: " + String.join(", ", numbers));
        }
    }
}
