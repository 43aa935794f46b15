import dev.telnum.ClientOptions;
import dev.telnum.DialogTechNumberType;
import dev.telnum.LogEvent;
import dev.telnum.LogLevel;
import dev.telnum.TelnumException;
import dev.telnum.emulator.RecordedHeader;
import dev.telnum.java.DialogTechNumberTypes;
import dev.telnum.java.DidwwClient;
import dev.telnum.java.Emulator;
import dev.telnum.java.IdtExpressClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;

/** How clients are made, and what they do once they are closed. */
final class ClientTests {
    private ClientTests() {}

    static List<Further> all() {
        return List.of(
            new Further("a closed client says so in every form of a call", () -> {
                try (var emulator = new Emulator()) {
                    IdtExpressClient client;
                    try (var opened = emulator.idtExpress().build()) {
                        client = opened;
                        opened.listCountries();
                    }
                    client.close();
                    List<Test> calls = List.of(
                        client::listCountries,
                        () -> client.createOrder("16847", 1),
                        () -> client.prepareOrder("16847", 1),
                        () -> client.numbers().iterator().hasNext(),
                        () -> client.watchOrder("1").stream().toList(),
                        () -> client.withResponse(it -> it.listCountries()),
                        () -> client.withTimeout(Duration.ofSeconds(1)).listCountries(),
                        () -> throwing(client.listCountriesAsync()::join),
                        () -> throwing(client.numbers().forEachAsync(it -> {})::join)
                    );
                    for (Test call : calls) {
                        Check.equal("This client is closed.", Check.fails(TelnumException.Configuration.class, call).getMessage());
                    }
                    Check.equal("IdtExpress(closed)", client.toString());
                    Check.equal(1, emulator.getRequests().size());
                }
                var emulator = new Emulator();
                emulator.close();
                Check.fails(TelnumException.Configuration.class, emulator::getRequests);
                Check.fails(TelnumException.Configuration.class, () -> emulator.idtExpress().build());
            }),
            new Further("clients share options, and print no secret", () -> {
                var options = new ClientOptions().withTimeout(Duration.ofSeconds(5)).withMaxRetries(0).withHeaders(Map.of("x-relay", "nobody-sees"));
                Check.equal(Duration.ofSeconds(5), options.getTimeout());
                try (
                    var emulator = new Emulator();
                    var client = emulator.idtExpress().options(options).build();
                    var direct = IdtExpressClient.builder().apiKey("nobody-sees").apiSecret("nobody-sees").options(options).build()
                ) {
                    client.listCountries();
                    List<RecordedHeader> headers = emulator.getRequests().get(0).getHeaders();
                    Check.holds(headers.stream().anyMatch(it -> it.getName().equals("x-relay")), headers);
                    Check.holds(!(direct + "" + options).contains("nobody-sees"), direct + "" + options);
                }
                var wrong = Check.fails(
                    TelnumException.Configuration.class,
                    () -> IdtExpressClient.builder().apiKey("k").apiSecret("s").maxRetries(-1).build()
                );
                Check.holds(wrong.getText().contains("`maxRetries`"), wrong);
            }),
            new Further("a logger is told of what its level wants", () -> {
                List<LogEvent> events = Collections.synchronizedList(new ArrayList<>());
                try (var emulator = new Emulator(); var client = emulator.idtExpress().logger(events::add).logLevel(LogLevel.INFO).build()) {
                    client.listCountries();
                    client.listCountriesAsync().join();
                    Check.equal(List.of("list_countries", "list_countries"), events.stream().map(LogEvent::getOperation).toList());
                }
                try (var emulator = new Emulator(); var client = emulator.idtExpress().logger(it -> { throw new Error("bad"); }).build()) {
                    Check.equal(1, client.createOrder("16847", 1).getOrdered());
                }
            }),
            new Further("a source of tokens is a Supplier, asked before each request", () -> {
                AtomicInteger asked = new AtomicInteger();
                try (var emulator = new Emulator(); DidwwClient client = emulator.didww().apiVersion("2026-11-19").tokenSource(() -> {
                    asked.incrementAndGet();
                    return "emulator-token";
                }).build()) {
                    client.listDids(it -> it.pageSize(1));
                    client.listDids(it -> it.pageSize(1));
                    Check.equal(2, asked.get());
                }
                try (var emulator = new Emulator(); DidwwClient client = emulator.didww().apiVersion("2026-11-19").tokenSource(() -> {
                    throw new IllegalStateException("no token today");
                }).build()) {
                    var failed = Check.fails(TelnumException.Authentication.class, client::listDids);
                    Check.holds(failed.getText().contains("no token today"), failed);
                    Check.equal(List.of(), emulator.getRequests());
                }
            }),
            new Further("DialogTech sells at once, and a future has what was bought", () -> {
                try (var emulator = new Emulator(); var client = emulator.dialogTech().build()) {
                    DialogTechNumberType local = DialogTechNumberTypes.LOCAL;
                    Check.equal(2, client.orderNumbers(local, 2, it -> it.search("312")).getNumbers().size());
                    Check.equal(1, client.orderNumbersAsync(local, 1, it -> it.search("312")).join().getNumbers().size());
                    var wrong = client.orderNumbersAsync(local, 0);
                    var cause = Check.fails(CompletionException.class, wrong::join).getCause();
                    Check.holds(cause instanceof TelnumException.InvalidInput, cause);
                }
            })
        );
    }

    /** What a future fails with, without what wraps it. */
    private static void throwing(Runnable join) {
        try {
            join.run();
        } catch (CompletionException failed) {
            throw (RuntimeException) failed.getCause();
        }
    }
}
