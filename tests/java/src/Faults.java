import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs the rounds of a campaign (tests/README.md) with the packed jar: Faults ROUNDS TOLD. */
public final class Faults {
    /** So many emulators run at once. */
    private static final int WORKERS = 6;

    private Faults() {}

    public static void main(String[] arguments) throws Exception {
        Queue<JsonNode> rounds = new ConcurrentLinkedQueue<>();
        for (String line : Files.readAllLines(Path.of(arguments[0]))) rounds.add(Json.read(line));
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        List<Future<?>> working = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) working.add(workers.submit(() -> work(rounds, lines)));
        workers.shutdown();
        for (Future<?> it : working) it.get();
        Files.write(Path.of(arguments[1]), lines);
    }

    private static Void work(Queue<JsonNode> rounds, Queue<String> lines) throws Exception {
        try (Server server = new Server(System.getenv("TELNUM_EMULATOR"), "--clock", "real")) {
            for (JsonNode round = rounds.poll(); round != null; round = rounds.poll()) {
                try {
                    lines.add(new FaultyRound(round, server).run().toString());
                } catch (Exception failed) {
                    String which = "--seed " + round.get("seed") + " --round " + round.get("number");
                    throw new IllegalStateException("in the round " + which, failed);
                }
            }
        }
        return null;
    }
}
