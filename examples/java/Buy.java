import dev.telnum.IdtOrderedNumber;
import dev.telnum.java.IdtExpressClient;
import java.time.Duration;
import java.util.List;

/** Buys two numbers over HTTP, from a `telnum-emulator` at TELNUM_EMULATOR_URL, without holding a thread. */
public class Buy {
    public static void main(String[] arguments) {
        var url = System.getenv("TELNUM_EMULATOR_URL");
        var builder = IdtExpressClient.builder().apiKey("emulator-key").apiSecret("emulator-secret").baseUrl(url);
        try (var client = builder.build()) {
            var patient = client.withTimeout(Duration.ofSeconds(60));
            client.listDidGroupsAsync("BR")
                .thenCompose(groups -> client.createOrderAsync(groups.get(0).getId(), 2))
                .thenCompose(created -> patient.waitForOrderAsync(created.getId(), it -> it.onProgress(
                    seen -> System.err.println("order " + seen.getId() + " is " + seen.getStatus())
                )))
                .thenAccept(order -> {
                    List<String> numbers = order.getOrderItems().stream()
                        .flatMap(item -> item.getNumbers().stream()).map(IdtOrderedNumber::getE164).toList();
                    System.out.println("java: order " + order.getId() + " " + order.getStatus().getText() + ", "
                        + numbers.size() + " numbers: " + String.join(", ", numbers));
                })
                .join();
        }
    }
}
