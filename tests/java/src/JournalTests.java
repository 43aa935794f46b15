import dev.telnum.Attempt;
import dev.telnum.AttemptOutcome;
import dev.telnum.ClientOptions;
import dev.telnum.JournalClaim;
import dev.telnum.JournalOutcome;
import dev.telnum.JournalResult;
import dev.telnum.OpenAttempt;
import dev.telnum.PlacedAttempt;
import dev.telnum.TelnumException;
import dev.telnum.java.BlockingJournal;
import dev.telnum.java.Emulator;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A journal of the caller's own in Java. */
final class JournalTests {
    private JournalTests() {}

    private static class Remembered implements BlockingJournal {
        final List<JournalOutcome> outcomes = new ArrayList<>();
        private final Map<String, String> orders = new ConcurrentHashMap<>();

        @Override
        public JournalClaim claim(Attempt attempt, Instant at) throws SQLException {
            var taken = orders.putIfAbsent(attempt.getId(), "");
            return new JournalClaim(taken == null, taken == null || taken.isEmpty() ? null : taken);
        }

        @Override
        public void settle(Attempt attempt, JournalOutcome outcome) {
            outcomes.add(outcome);
            if (outcome.getResult() == JournalResult.NOT_PLACED) orders.remove(attempt.getId());
            else orders.put(attempt.getId(), outcome.getOrderId() == null ? "" : outcome.getOrderId());
        }

        @Override
        public List<OpenAttempt> open() {
            return List.of();
        }

        @Override
        public List<PlacedAttempt> placed() {
            return orders.entrySet().stream()
                .filter(it -> !it.getValue().isEmpty())
                .map(it -> new PlacedAttempt(it.getKey(), it.getValue()))
                .toList();
        }
    }

    static List<Further> all() {
        return List.of(
            new Further("options as one value come first, so that no journal is lost", () -> {
                var journal = new Remembered();
                var options = new ClientOptions().withTimeout(Duration.ofSeconds(5));
                try (var emulator = new Emulator()) {
                    var lost = Check.fails(
                        TelnumException.Configuration.class,
                        () -> emulator.idtExpress().journalStore(journal).options(options)
                    );
                    Check.holds(lost.getText().contains("`options`"), lost);
                    Check.fails(TelnumException.Configuration.class, () -> emulator.didww().options(options).options(options));
                    try (var first = emulator.idtExpress().options(options).journalStore(journal).build();
                            var second = emulator.idtExpress().options(options).journalStore(journal).build()) {
                        var attempt = first.prepareOrder("16847", 2);
                        first.place(attempt);
                        Check.fails(TelnumException.Conflict.class, () -> second.place(attempt));
                        Check.equal(1, emulator.getLedger().size());
                    }
                }
            }),
            new Further("a journal of the caller's own is asked before a purchase and told its outcome", () -> {
                var journal = new Remembered();
                try (var emulator = new Emulator(7); var client = emulator.idtExpress().journalStore(journal).build()) {
                    var attempt = client.prepareOrder("16847", 2);
                    var order = client.place(attempt);
                    var outcome = journal.outcomes.get(0);
                    Check.equal(JournalResult.PLACED, outcome.getResult());
                    Check.equal(order.getId(), outcome.getOrderId());
                    try (var other = emulator.idtExpress().journalStore(journal).build()) {
                        var again = Check.fails(TelnumException.Conflict.class, () -> other.place(attempt));
                        Check.equal(order.getId(), again.getCandidateOrderId());
                    }
                    Check.equal(List.of(), client.openAttempts());
                    Check.equal(1, emulator.getLedger().size());
                }
            }),
            new Further("what another client has found out is told without a look", () -> {
                var journal = new Remembered();
                try (
                    var emulator = new Emulator(7);
                    var client = emulator.idtExpress().journalStore(journal).build();
                    var other = emulator.idtExpress().journalStore(journal).build()
                ) {
                    var attempt = client.prepareOrder("16847", 2);
                    emulator.script("[{\"fault\": \"reset_after\"}]");
                    Check.fails(TelnumException.OutcomeUnknown.class, () -> client.place(attempt));
                    var order = emulator.getLedger().get(0).getOrderId();
                    other.settleAttempt(attempt, it -> it.orderId(order));
                    var requests = emulator.getRequests().size();
                    var found = client.reconcileOrders(List.of(attempt)).get(0);
                    Check.equal(AttemptOutcome.PLACED, found.getOutcome());
                    Check.equal(List.of(order), found.getOrderIds());
                    Check.equal(requests, emulator.getRequests().size());
                }
            }),
            new Further("where a claim of it fails nothing is sent, and what it threw is the cause", () -> {
                var away = new SQLException("the database is away");
                var journal = new Remembered() {
                    @Override
                    public JournalClaim claim(Attempt attempt, Instant at) throws SQLException {
                        throw away;
                    }
                };
                try (var emulator = new Emulator(7); var client = emulator.idtExpress().journalStore(journal).build()) {
                    var refused = Check.fails(TelnumException.Configuration.class, () -> client.createOrder("16847", 2));
                    Check.equal("The journal failed: SQLException: the database is away. Nothing was sent.", refused.getText());
                    Check.holds(refused.getCause() == away, refused.getCause());
                    Check.equal(0, emulator.getRequests().size());
                }
            })
        );
    }
}
