import dev.telnum.Attempt;
import dev.telnum.ErrorKind;
import dev.telnum.IdtCountry;
import dev.telnum.IdtOrder;
import dev.telnum.IdtRegion;
import dev.telnum.Response;
import dev.telnum.TelnumException;
import dev.telnum.java.IdtExpressClient;
import dev.telnum.java.IdtOrderStatuses;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Calls, waits and futures, and how they fail. */
final class CallTests {
    private static final String LOST = "[{\"fault\": \"reset_after\"}]";
    private static final String IN_STEPS = "90014";
    private static final String STUCK = "90012";

    private CallTests() {}

    static List<Further> all() {
        return List.of(
            new Further("a lost purchase is an unknown outcome with its attempt", Check.emulated((emulator, client) -> {
                emulator.script(LOST);
                var lost = Check.fails(TelnumException.OutcomeUnknown.class, () -> client.createOrder("16847", 3));
                Check.equal(ErrorKind.TRANSPORT, lost.getCauseKind());
                expectPlacedOnce(client, lost.getAttempt());
                Check.equal(1, emulator.getLedger().size());
            })),
            new Further("so it is from a future", Check.emulated((emulator, client) -> {
                emulator.script(LOST);
                CompletableFuture<IdtOrder> future = client.createOrderAsync("16847", 3);
                var joined = Check.fails(CompletionException.class, future::join);
                var got = Check.fails(ExecutionException.class, () -> future.get(1, TimeUnit.SECONDS));
                Check.holds(joined.getCause() == got.getCause(), got);
                var lost = (TelnumException.OutcomeUnknown) joined.getCause();
                Check.holds(future.handle((order, error) -> error == lost).join(), "the handler gets another error");
                expectPlacedOnce(client, lost.getAttempt());
                Check.equal(1, emulator.getLedger().size());
            })),
            new Further("an attempt goes through its JSON", Check.emulated((emulator, client) -> {
                Attempt attempt = client.prepareOrder("16847", 2);
                Attempt again = Attempt.fromJson(attempt.toJson());
                Check.equal(attempt, again);
                Check.equal(attempt, Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(attempt), Attempt.class));
                Check.equal(2, client.placeAsync(again).join().getOrdered());
                Check.fails(TelnumException.InvalidInput.class, () -> Attempt.fromJson("{}"));
            })),
            new Further("another client with the same journal does not place an attempt again, and names its order", Check.emulated((emulator, client) -> {
                Path journal = Files.createTempFile("telnum", ".journal");
                try (var first = emulator.idtExpress().journal(journal.toString()).build();
                        var second = emulator.idtExpress().journal(journal.toString()).build()) {
                    Attempt attempt = client.prepareOrder("16847", 2);
                    IdtOrder order = first.place(attempt);
                    var refused = Check.fails(TelnumException.Conflict.class, () -> second.place(attempt));
                    Check.equal(order.getId(), refused.getCandidateOrderId());
                    Check.equal(1, emulator.getLedger().size());
                } finally {
                    Files.delete(journal);
                }
            })),
            new Further("what one client left open, another one shows, finds and goes on with", Check.emulated((emulator, client) -> {
                Path journal = Files.createTempFile("telnum", ".journal");
                try (var first = emulator.idtExpress().journal(journal.toString()).build();
                        var second = emulator.idtExpress().journal(journal.toString()).build()) {
                    Attempt attempt = first.prepareOrder("16847", 2);
                    emulator.script("[{\"fault\": \"reset_after\"}]");
                    Check.fails(TelnumException.OutcomeUnknown.class, () -> first.place(attempt));
                    Check.equal(attempt, second.openAttempts().get(0).getAttempt());
                    var bought = second.buyNumbers(attempt, it -> it.soleBuyer(true));
                    Check.equal(2, bought.getDelivered());
                    Check.equal(List.of(), first.openAttempts());
                    Check.equal(1, emulator.getLedger().size());
                } finally {
                    Files.delete(journal);
                }
            })),
            new Further("a wait tells each state, and may end by a throw", Check.emulated((emulator, client) -> {
                List<Integer> delivered = new ArrayList<>();
                String id = client.createOrder(IN_STEPS, 4).getId();
                IdtOrder order = client.waitForOrder(id, it -> it.onProgress(seen -> delivered.add(seen.getFulfilled())));
                Check.equal(List.of(0, 2, 4), delivered);
                Check.holds(order.getStatus() == IdtOrderStatuses.COMPLETE, order);
                Check.equal(order, client.waitForOrderAsync(id).join());
                String next = client.createOrder(IN_STEPS, 4).getId();
                int earlier = emulator.getRequests().size();
                var thrown = Check.fails(IllegalMonitorStateException.class, () -> client.waitForOrder(next, it -> it.onProgress(seen -> {
                    throw new IllegalMonitorStateException("enough");
                })));
                Check.equal("enough", thrown.getMessage());
                var later = client.waitForOrderAsync(next, it -> it.onProgress(seen -> {
                    throw new IllegalMonitorStateException("enough");
                }));
                var cause = Check.fails(CompletionException.class, later::join).getCause();
                Check.holds(cause instanceof IllegalMonitorStateException, cause);
                Check.equal(earlier + 2, emulator.getRequests().size());
            })),
            new Further("withTimeout is for each call of that client alone", Check.emulated((emulator, client) -> {
                String id = client.createOrder(STUCK, 2).getId();
                IdtExpressClient hasty = client.withTimeout(Duration.ofSeconds(5));
                var late = Check.fails(TelnumException.Timeout.class, () -> hasty.waitForOrder(id));
                Check.equal(id, late.getOrder().getId());
                Check.holds(Duration.between(client.getOrder(id).getCreatedAt(), emulator.getNow()).toSeconds() < 10, emulator.getNow());
                Check.fails(TelnumException.Configuration.class, () -> client.withTimeout(Duration.ZERO).getOrder(id));
                Check.fails(TelnumException.Configuration.class, () -> client.withTimeout(Duration.ZERO).numbers().iterator().hasNext());
                Check.equal(id, hasty.withTimeout(null).getOrder(id).getId());
            })),
            new Further("a wait until another try is a Duration", Check.emulated((emulator, client) -> {
                emulator.script("[{\"fault\": \"status\", \"status\": 429, \"retry_after\": \"7\"}]");
                var limited = Check.fails(TelnumException.RateLimited.class, client::listCountries);
                Check.equal(Duration.ofSeconds(7), limited.getRetryAfter());
                Check.equal(429, limited.getHttpStatus());
            })),
            new Further("withResponse shows the exchange of a single call", Check.emulated((emulator, client) -> {
                Response<List<IdtCountry>> response = client.withResponse(it -> it.listCountries());
                Check.equal(client.listCountries(), response.getValue());
                Check.equal(List.of(200, 1), List.of(response.getInfo().getHttpStatus(), response.getInfo().getAttempts()));
                int earlier = emulator.getRequests().size();
                Function<IdtExpressClient, Object> walk = it -> it.numbers().iterator().hasNext();
                Check.fails(TelnumException.Configuration.class, () -> client.withResponse(walk));
                Check.fails(TelnumException.Configuration.class, () -> client.withResponse(it -> it.waitForOrder("1")));
                Check.equal(earlier, emulator.getRequests().size());
                Check.fails(TelnumException.NotFound.class, () -> client.withResponse(it -> it.getOrder("1")));
            })),
            new Further("a stack trace begins at the method that was called, and goes on to its caller", Check.emulated((emulator, client) -> {
                var waited = Check.fails(TelnumException.NotFound.class, () -> client.getOrder("1"));
                expectCalled(waited, "getOrder");
                var future = client.getOrderAsync("1");
                var joined = Check.fails(CompletionException.class, future::join);
                expectCalled(joined.getCause(), "getOrderAsync");
                emulator.script("[{\"fault\": \"status\", \"status\": 401}]");
                var walked = Check.fails(TelnumException.Authentication.class, () -> client.numbers().iterator().next());
                expectCalled(walked, "hasNext");
            })),
            new Further("calls of a future run beside each other", Check.emulated((emulator, client) -> {
                CompletableFuture<List<IdtRegion>> us = client.listRegionsAsync("US");
                CompletableFuture<List<IdtRegion>> canada = client.listRegionsAsync("CA");
                Check.holds(us.thenCombine(canada, (one, other) -> one.size() + other.size()).join() > 0, "no regions");
            }))
        );
    }

    private static void expectCalled(Throwable failure, String method) {
        StackTraceElement[] stack = failure.getStackTrace();
        Check.equal(method, stack[0].getMethodName());
        boolean isShown = List.of(stack).subList(1, 3).stream().anyMatch(it -> it.getClassName().startsWith("CallTests"));
        Check.holds(isShown, List.of(stack));
    }

    /** The attempt survives its JSON, and the client that lost it does not place it again. */
    private static void expectPlacedOnce(IdtExpressClient client, Attempt attempt) {
        Attempt kept = Attempt.fromJson(attempt.toJson());
        Check.equal(attempt, kept);
        Check.fails(TelnumException.Conflict.class, () -> client.place(kept));
    }
}
