import dev.telnum.IdtOrder;
import dev.telnum.TelnumException;
import dev.telnum.java.Emulator;
import java.time.Duration;

public class Readme {
    public static void main(String[] arguments) {
        try (var emulator = new Emulator(7); var client = emulator.idtExpress().build()) {
            var group = client.listDidGroups("BR").get(0);
            IdtOrder order;
            try {
                order = client.createOrder(group.getId(), 2);
            } catch (TelnumException.OutcomeUnknown lost) {
                System.out.println("It may have been bought; look before you buy again: " + lost.getAttempt());
                return;
            }
            System.out.println(order.getId() + " " + order.getStatus());

            emulator.advance(Duration.ofSeconds(10));
            for (var item : client.getOrder(order.getId()).getOrderItems()) {
                System.out.println(item.getNumbers().stream().map(it -> it.getE164()).toList());
            }
        }
    }
}
