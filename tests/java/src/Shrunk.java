import com.fasterxml.jackson.databind.ObjectMapper;
import dev.telnum.IdtOrder;
import dev.telnum.java.Emulator;
import dev.telnum.java.IdtExpressClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** A program that is shrunk before it runs: it uses whatever is found by reflection. */
public final class Shrunk {
    private Shrunk() {}

    public static void main(String[] arguments) throws Exception {
        try (var emulator = new Emulator(7); var client = emulator.idtExpress().build()) {
            IdtOrder order = client.waitForOrder(client.createOrder("16847", 2).getId());
            var mapper = new ObjectMapper();
            System.out.println("Jackson " + order.equals(mapper.readValue(mapper.writeValueAsString(order), IdtOrder.class)));
            System.out.println("Java " + order.equals(again(order)));
            try (var didww = emulator.didww().apiVersion("2026-11-19").tokenSource(() -> "emulator-token").build()) {
                System.out.println("DIDs " + didww.listDids(it -> it.pageSize(2)).getDids().size());
            }
        }
        var builder = IdtExpressClient.builder().apiKey("emulator-key").apiSecret("emulator-secret").baseUrl(arguments[0]);
        try (var client = builder.logger(it -> System.out.println(it.getOperation() + " " + it.getAbout().getText())).build()) {
            System.out.println("countries " + client.listCountriesAsync().join().size());
        }
    }

    private static Object again(Object value) throws Exception {
        var bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(value);
        return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }
}
