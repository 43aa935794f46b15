import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Runs the contract, then the further tests, and writes what came of them. */
public final class Main {
    private final ArrayNode results = Json.MAPPER.createArrayNode();
    private final Server server;

    private Main(Server server) {
        this.server = server;
    }

    public static void main(String[] arguments) throws Exception {
        String program = System.getenv("TELNUM_EMULATOR");
        boolean isThere = program != null && new File(program).canExecute();
        try (Server server = isThere ? new Server(program) : null) {
            Main main = new Main(server);
            File[] files = new File(System.getenv("TELNUM_VECTORS")).listFiles((folder, name) -> name.endsWith(".json"));
            Arrays.sort(files);
            for (File file : files) {
                for (JsonNode found : Json.MAPPER.readTree(file).get("entries")) main.run(found);
            }
            for (Further test : Further.all(server)) main.run(test);
            ObjectNode whole = Json.MAPPER.createObjectNode().put("runtime", "java");
            whole.set("results", main.results);
            Files.writeString(Path.of(System.getenv("TELNUM_RESULTS")), whole.toString());
        }
    }

    private void run(JsonNode found) {
        String name = found.path("name").asText("(no name)");
        Entry entry;
        try {
            entry = new Entry(found);
        } catch (Exception wrong) {
            note(name, "failed", wrong.toString());
            return;
        }
        Optional<String> lacking = entry.needs.stream().filter(it -> !isMet(it)).findFirst();
        if (lacking.isPresent()) {
            note(name, "skipped", lacking.get());
            return;
        }
        attempt(name, () -> {
            if (entry.isBuild()) entry.build();
            else try (World world = new Memory(entry.setting)) { entry.run(world); }
        });
        if (!entry.isHttp) return;
        if (server == null) note(name + " (http)", "skipped", "TELNUM_EMULATOR is not set");
        else attempt(name + " (http)", () -> {
            try (World world = new Http(server, entry.setting)) { entry.run(world); }
        });
    }

    private boolean isMet(String need) {
        return Set.of("cancel", "proxy").contains(need) || need.equals("http") && server != null;
    }

    private void run(Further test) {
        String name = "java: " + test.shows();
        if (test.skipped() != null) note(name, "skipped", test.skipped());
        else attempt(name, test::runInTime);
    }

    private void attempt(String name, Test test) {
        try {
            test.run();
            note(name, "passed", null);
        } catch (Throwable failed) {
            note(name, "failed", failed.toString());
        }
    }

    private void note(String entry, String outcome, String reason) {
        ObjectNode result = results.addObject().put("entry", entry).put("outcome", outcome);
        if (reason != null) result.put("reason", reason);
        if (outcome.equals("failed")) System.err.println("java: " + entry + ": " + reason);
    }
}
