import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telnum.TelnumException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** One behaviour of the contract. */
final class Entry {
    private static final Set<String> MEMBERS = Set.of(
        "name", "about", "decides", "needs", "http", "emulator", "client", "before", "script", "call", "expect", "requests",
        "slept", "ledger", "logs", "conceals"
    );

    final List<String> needs;
    final boolean isHttp;
    final JsonNode setting;
    private final JsonNode entry;
    private final JsonNode expect;
    private final String name;

    Entry(JsonNode entry) {
        this.entry = entry;
        name = entry.get("name").asText();
        expect = part("expect");
        needs = Json.texts(entry.get("needs"));
        isHttp = entry.path("http").asBoolean();
        ObjectNode setting = Json.MAPPER.createObjectNode().put("seed", 7);
        setting.putObject("switches");
        part("emulator").properties().forEach(it -> setting.set(it.getKey(), it.getValue()));
        this.setting = setting;
        expectMembers(entry, MEMBERS);
        expectMembers(expect, Set.of("value", "includes", "error", "error_says", "cancelled", "info"));
        expectMembers(part("call"), Set.of("operation", "arguments", "timeout"));
        expectMembers(part("emulator"), Set.of("seed", "switches"));
    }

    boolean isBuild() {
        return part("call").path("operation").asText().equals("build");
    }

    /** Makes only the client. */
    void build() throws Exception {
        Journal journal = new Journal();
        AutoCloseable[] client = new AutoCloseable[1];
        End end = End.of(() -> {
            client[0] = Calls.build(Carrier.of(name).builder.get(), part("client"), journal);
            return new Came(Json.MAPPER.nullNode(), null);
        });
        compareEnd(end);
        compareSecrets(client[0], end, journal.events());
        if (client[0] != null) client[0].close();
    }

    void run(World world) throws Exception {
        Journal journal = new Journal();
        try (AutoCloseable client = world.client(Carrier.of(name), part("client"), journal)) {
            run(world, client, journal);
        }
    }

    private void run(World world, AutoCloseable client, Journal journal) throws Exception {
        for (JsonNode step : entry.path("before")) {
            Map.Entry<String, JsonNode> only = step.properties().iterator().next();
            switch (only.getKey()) {
                case "call" -> Calls.call(client, only.getValue(), false, world.isLater());
                case "fails" -> {
                    End end = End.of(() -> Calls.call(client, only.getValue(), false, world.isLater()));
                    Unexpected.ensure(end.error() != null, "before: it did not fail");
                }
                case "script" -> world.script(only.getValue());
                case "advance" -> world.advance(only.getValue());
                default -> throw new Unexpected("unknown step " + only.getKey());
            }
        }
        int earlier = world.requests().size();
        int loggedEarlier = journal.events().size();
        int sleptEarlier = world.slept() == null ? 0 : world.slept().size();
        if (entry.has("script")) world.script(entry.get("script"));
        End end = expect.has("cancelled")
            ? cancelled(world, client, earlier)
            : End.of(() -> Calls.call(client, part("call"), expect.has("info"), world.isLater()));
        List<JsonNode> requests = new ArrayList<>();
        world.requests().forEach(requests::add);
        requests.subList(0, earlier).clear();
        compareEnd(end);
        if (entry.has("requests")) compareRequests(entry.get("requests"), requests);
        if (world.slept() != null) {
            compare("slept", Json.MAPPER.valueToTree(world.slept().stream().skip(sleptEarlier).toList()), false);
        }
        if (entry.has("ledger")) compare("ledger", world.ledger(), true);
        List<JsonNode> logs = journal.events().stream().skip(loggedEarlier).toList();
        compare("logs", Json.MAPPER.valueToTree(logs), true);
        List<JsonNode> seen = new ArrayList<>(requests);
        seen.addAll(journal.events());
        compareSecrets(client, end, seen);
    }

    private End cancelled(World world, AutoCloseable client, int earlier) throws Exception {
        Running running = Running.begin(client, part("call"), world.isLater());
        long end = System.nanoTime() + 10_000_000_000L;
        while (world.requests().size() == earlier && !running.isOver()) {
            Unexpected.ensure(System.nanoTime() < end, "the call has sent nothing");
            Thread.sleep(2);
        }
        running.cancel();
        return End.of(running::end);
    }

    private void compareEnd(End end) {
        if (end.error() instanceof CancellationException) {
            Unexpected.ensure(expect.has("cancelled"), "it was cancelled");
            return;
        }
        boolean expectsError = expect.has("error") || expect.has("error_says");
        if (end.error() instanceof TelnumException error) {
            Unexpected.ensure(expectsError, error.getKind() + ": " + error.getText());
            if (expect.has("error")) {
                JsonNode canonical = error.getInfo() == null ? Json.MAPPER.nullNode() : Records.canonical(error.getInfo());
                differs("error", Json.difference(expect.get("error"), SnakeCase.error(canonical), true));
            }
            String says = SnakeCase.text(error.getText());
            for (String text : Json.texts(expect.get("error_says"))) {
                Unexpected.ensure(says.contains(text), "the error does not say " + text + ": " + says);
            }
            Unexpected.ensure(!error.getText().contains("\n"), "the error has more than one line: " + error.getText());
            return;
        }
        Came came = end.came();
        Unexpected.ensure(!expectsError && !expect.has("cancelled"), "it ended well, with " + came.value());
        if (expect.has("value")) differs("value", Json.difference(expect.get("value"), came.value(), false));
        if (expect.has("includes")) differs("value", Json.difference(expect.get("includes"), came.value(), true));
        if (expect.has("info")) {
            differs("info", Json.difference(expect.get("info"), Records.canonical(came.info()), true));
        }
    }

    private void compareRequests(JsonNode wanted, List<JsonNode> found) {
        Unexpected.ensure(wanted.size() == found.size(), found.size() + " requests, not " + wanted.size() + ": " + found);
        for (int place = 0; place < wanted.size(); place++) compareRequest(place, wanted.get(place), found.get(place));
    }

    private void compareRequest(int place, JsonNode wanted, JsonNode found) {
        expectMembers(wanted, Set.of("method", "target", "headers", "no_headers", "body"));
        String what = "request " + place + " ";
        for (String name : List.of("method", "target")) {
            differs(what + name, Json.difference(wanted.get(name), found.get(name), false));
        }
        ObjectNode headers = Json.MAPPER.createObjectNode();
        found.get("headers").forEach(it -> headers.set(it.get("name").asText(), it.get("value")));
        if (wanted.has("headers")) differs(what + "headers", Json.difference(wanted.get("headers"), headers, true));
        for (String name : Json.texts(wanted.get("no_headers"))) {
            Unexpected.ensure(!headers.has(name), what + "has a header " + name);
        }
        JsonNode body = found.get("body");
        if (!wanted.has("body")) {
            Unexpected.ensure(body.asText().isEmpty(), what + "has a body: " + body);
            return;
        }
        // A form is compared as text.
        JsonNode sent = wanted.get("body").isTextual() ? body : Json.read(body.asText());
        differs(what + "body", Json.difference(wanted.get("body"), sent, false));
    }

    private void compareSecrets(AutoCloseable client, End end, List<JsonNode> seen) {
        StringWriter printed = new StringWriter();
        printed.append(String.valueOf(client)).append(seen.toString());
        if (end.error() != null) end.error().printStackTrace(new PrintWriter(printed, true));
        if (end.error() instanceof TelnumException error) printed.append(error.getInfo() + " " + error.toJson());
        for (String secret : Json.texts(entry.get("conceals"))) {
            Unexpected.ensure(!printed.toString().contains(secret), secret + " shows in " + printed);
        }
    }

    private void compare(String member, JsonNode found, boolean partly) {
        if (entry.has(member)) differs(member, Json.difference(entry.get(member), found, partly));
    }

    private JsonNode part(String member) {
        return entry.has(member) ? entry.get(member) : Json.MAPPER.createObjectNode();
    }

    private static void expectMembers(JsonNode object, Set<String> known) {
        object.fieldNames().forEachRemaining(it -> Unexpected.ensure(known.contains(it), "unknown member " + it));
    }

    private static void differs(String what, String difference) {
        Unexpected.ensure(difference == null, what + ": " + difference);
    }
}
