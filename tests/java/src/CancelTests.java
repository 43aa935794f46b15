import dev.telnum.Attempt;
import dev.telnum.IdtOrder;
import dev.telnum.TelnumException;
import dev.telnum.java.Emulator;
import dev.telnum.java.IdtExpressClient;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** An interrupt and `cancel` end what is under way, also on the wire. */
final class CancelTests {
    private static final String MOVING = "{\"order\":{\"id\":\"1\",\"status\":\"Processing\"}}";

    private CancelTests() {}

    static List<Further> all() {
        return List.of(
            new Further("an interrupt cancels the call, and can still be seen", () -> served(null, (server, client) -> {
                Interrupted waiting = new Interrupted(() -> client.listDidGroups("BR"));
                Check.equal("GET /v1/dids/coverage/did_groups?country_iso=BR HTTP/1.1", server.next());
                waiting.interrupt();
                Check.equal("end", server.next());
                waiting.expectCancelled();
            })),
            new Further("an interrupt ends a wait between two looks", () -> served(MOVING, (server, client) -> {
                CountDownLatch looked = new CountDownLatch(1);
                Interrupted waiting = new Interrupted(
                    () -> client.waitForOrder("1", it -> it.onProgress(order -> looked.countDown()))
                );
                looked.await();
                waiting.interrupt();
                waiting.expectCancelled();
            })),
            new Further("an interrupt ends a walk", () -> served(null, (server, client) -> {
                Interrupted waiting = new Interrupted(() -> client.orders().iterator().hasNext());
                Check.equal("GET /v1/dids/orders HTTP/1.1", server.next());
                waiting.interrupt();
                Check.equal("end", server.next());
                waiting.expectCancelled();
            })),
            new Further("a thread that was interrupted before buys nothing", Check.emulated((emulator, client) -> {
                Thread.currentThread().interrupt();
                Check.fails(CancellationException.class, () -> client.createOrder("16847", 3));
                Check.holds(Thread.interrupted(), "the interrupt is lost");
                Check.equal(List.of(), emulator.getRequests());
            })),
            new Further("cancel of a future closes the connection", () -> served(null, (server, client) ->
                expectEnd(server, client.listDidGroupsAsync("BR"))
            )),
            new Further("cancel of a wait's future closes the connection", () -> served(null, (server, client) ->
                expectEnd(server, client.waitForOrderAsync("1"))
            )),
            new Further("what is chained to futures may wait for calls itself, on all threads at once", () ->
                served("{\"countries\":[]}", (server, client) -> {
                    var chained = IntStream.range(0, 32)
                        .mapToObj(it -> client.listCountriesAsync().thenApply(none -> client.listCountries().size())).toList();
                    for (var one : chained) Check.equal(0, one.get(30, TimeUnit.SECONDS));
                })
            ),
            new Further("a purchase is sent when it is called, however busy the threads of futures are", () ->
                served(null, (server, client) -> whileBusy(() -> {
                    client.createOrderAsync("16847", 1);
                    Check.equal("POST /v1/dids/orders HTTP/1.1", server.next());
                }))
            ),
            new Further("a client may be closed as soon as its purchase is called", () -> {
                for (int round = 0; round < 50; round++) {
                    try (var emulator = new Emulator()) {
                        CompletableFuture<IdtOrder> order;
                        try (var client = emulator.idtExpress().build()) {
                            order = client.createOrderAsync("16847", 2);
                        }
                        Check.equal(2, order.join().getOrdered());
                        Check.equal(1, emulator.getLedger().size());
                    }
                }
            }),
            new Further("half a character that crosses as it is, is refused", Check.emulated((emulator, client) -> {
                Check.fails(TelnumException.InvalidInput.class, () -> Attempt.fromJson("{\"id\":\"a\ud800\"}"));
                Check.fails(TelnumException.InvalidInput.class, () -> emulator.set("a\ud800", "1"));
                Check.equal(List.of(), emulator.getRequests());
            })),
            new Further("cancel of forEachAsync closes the connection", () -> served(null, (server, client) ->
                expectEnd(server, client.numbers().forEachAsync(it -> {}))
            ))
        );
    }

    /** While functions that wait hold every thread that futures run on. */
    private static void whileBusy(Test work) throws Exception {
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        var busy = new CountDownLatch(threads);
        var over = new CountDownLatch(1);
        try (var emulator = new Emulator(); var client = emulator.idtExpress().build()) {
            List<CompletableFuture<Void>> walks = IntStream.range(0, threads).mapToObj(it -> client.numbers().forEachAsync(number -> {
                busy.countDown();
                try {
                    over.await();
                } catch (InterruptedException stopped) {
                    throw new AssertionError(stopped);
                }
            })).toList();
            try {
                busy.await();
                work.run();
            } finally {
                over.countDown();
                for (var walk : walks) walk.join();
            }
        }
    }

    private static void expectEnd(WireServer server, CompletableFuture<?> future) throws Exception {
        String request = server.next();
        Check.holds(request != null && request.startsWith("GET"), request);
        Check.holds(future.cancel(true) && future.isCancelled(), "it cannot be cancelled");
        Check.equal("end", server.next());
    }

    interface Served {
        void test(WireServer server, IdtExpressClient client) throws Exception;
    }

    private static void served(String answer, Served test) throws Exception {
        try (
            var server = new WireServer(answer);
            var client = IdtExpressClient.builder().apiKey("emulator-key").apiSecret("emulator-secret").baseUrl(server.url).build()
        ) {
            test.test(server, client);
        }
    }

    /** A thread that waits for a call. */
    private static final class Interrupted {
        private final CompletableFuture<Boolean> isFlagged = new CompletableFuture<>();
        private final Thread thread;

        Interrupted(Test call) {
            thread = new Thread(() -> {
                try {
                    Check.fails(CancellationException.class, call);
                    isFlagged.complete(Thread.interrupted());
                } catch (Throwable wrong) {
                    isFlagged.completeExceptionally(wrong);
                }
            });
            thread.start();
        }

        void interrupt() {
            thread.interrupt();
        }

        void expectCancelled() throws Exception {
            Check.holds(isFlagged.get(), "the interrupt is lost");
        }
    }
}
