import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A round of a campaign: prepares, places, looks for what was lost, and writes down what was said. */
final class FaultyRound {
    /** A port that nothing listens on. */
    private static final String UNREACHABLE = "http://127.0.0.1:1";
    /** Of a purchase that is placed again after a restart: a fault may still wait for it. */
    private static final double AGAIN_S = 0.3;

    private final JsonNode round;
    private final Server server;
    private final Carrier carrier;
    private Path journal;
    private final List<Buyer> buyers = new ArrayList<>();
    private Buyer unreachable;
    private final List<JsonNode> attempts = new ArrayList<>();
    private final ObjectNode told = Json.MAPPER.createObjectNode();
    private final ArrayNode reconciled = told.putArray("reconciled");

    FaultyRound(JsonNode round, Server server) {
        this.round = round;
        this.server = server;
        carrier = switch (round.get("carrier").asText()) {
            case "idt_express" -> Carrier.IDT;
            case "dialog_tech" -> Carrier.DT;
            default -> Carrier.DW;
        };
    }

    JsonNode run() throws Exception {
        set("reset", ((ObjectNode) round.deepCopy()).retain("seed", "switches", "clock_s", "date_header"));
        for (JsonNode plain : round.get("before")) {
            String body = plain.get("body").asText();
            server.send(plain.get("method").asText(), plain.get("target").asText(), plain.get("headers"), body);
        }
        File folder = Files.createTempDirectory("telnum").toFile();
        if (round.get("journal").asBoolean()) journal = folder.toPath().resolve("orders.journal");
        for (int client = 0; client < round.get("clients").asInt(); client++) buyers.add(buyer(server.url, journal));
        unreachable = buyer(UNREACHABLE, journal);
        for (JsonNode buy : round.get("buys")) {
            attempts.add(prepared(buyer(buy.get("client")).prepare(buy.get("operation").asText(), buy.get("arguments"))));
        }
        set("faults", round.get("rules"));
        List<JsonNode> last = placeAll();
        for (JsonNode switches : round.get("others")) set("switches", switches);
        told.set("ledger_before", list("ledger"));
        long advance = round.get("advance_s").asLong();
        if (advance > 0) set("clock", Json.MAPPER.createObjectNode().put("advance_s", advance));
        set("faults", round.get("reads"));
        lookForLost(last);
        for (String name : List.of("open", "open_after", "after")) told.putArray(name);
        if (journal == null) lookByPlacing();
        closeAll();
        if (journal != null) takeOver(last);
        for (File file : folder.listFiles()) file.delete();
        folder.delete();

        set("clock", Json.MAPPER.createObjectNode().put("advance_s", 3600));
        told.set("round", round);
        told.set("attempts", Json.MAPPER.valueToTree(attempts));
        told.set("orders", carrier == Carrier.DW ? didwwOrders() : Json.MAPPER.createArrayNode());
        told.set("ledger", list("ledger"));
        ArrayNode purchases = told.putArray("requests");
        for (JsonNode request : list("requests")) if (isPurchase(request)) purchases.add(request);
        return told;
    }

    /** Places everything, and returns how it ended: a second placing counts where the first bought nothing. */
    private List<JsonNode> placeAll() throws Exception {
        List<JsonNode[]> ends = new ArrayList<>();
        if (round.get("together").asBoolean()) {
            ExecutorService threads = Executors.newFixedThreadPool(attempts.size());
            List<Future<JsonNode[]>> placing = new ArrayList<>();
            for (int at = 0; at < attempts.size(); at++) {
                int place = at;
                placing.add(threads.submit(() -> place(place)));
            }
            threads.shutdown();
            for (Future<JsonNode[]> it : placing) ends.add(it.get());
        } else {
            for (int at = 0; at < attempts.size(); at++) {
                JsonNode rule = round.get("buys").get(at).get("rule");
                if (!rule.isNull()) set("faults", Json.MAPPER.createArrayNode().add(rule));
                ends.add(place(at));
            }
        }
        ArrayNode placed = told.putArray("placed");
        ArrayNode again = told.putArray("again");
        List<JsonNode> last = new ArrayList<>();
        for (JsonNode[] it : ends) {
            placed.add(it[0]);
            again.add(it[1]);
            last.add(it[1] != null && nothingWasBought(it[0]) ? it[1] : it[0]);
        }
        return last;
    }

    private JsonNode[] place(int at) throws Exception {
        JsonNode buy = round.get("buys").get(at);
        JsonNode attempt = attempts.get(at);
        Double limit = buy.get("timeout_ms").isNull() ? null : Double.valueOf(buy.get("timeout_ms").asDouble() / 1000);
        long cancelMs = buy.get("cancel_ms").asLong();
        if (buy.get("ends").asBoolean()) {
            try (Buyer other = buyer(server.url, journal)) {
                return new JsonNode[] { other.placeAndCancel(attempt, null, cancelMs), null };
            }
        }
        Buyer buyer = buyer(buy.get("client"));
        JsonNode first = buy.get("cancel_ms").isNull() ? buyer.place(attempt, limit) : buyer.placeAndCancel(attempt, limit, cancelMs);
        if (!buy.get("again").asBoolean()) return new JsonNode[] { first, null };
        if (!buy.get("again_by").isNull()) buyer = buyer(buy.get("again_by"));
        return new JsonNode[] { first, buyer.place(attempt, limit) };
    }

    /** By a client that knows of nothing. */
    private void lookForLost(List<JsonNode> last) throws Exception {
        ArrayNode lost = Json.MAPPER.createArrayNode();
        ArrayNode known = Json.MAPPER.createArrayNode();
        for (int at = 0; at < last.size(); at++) {
            JsonNode end = last.get(at);
            if (end.path("order_id").isTextual()) known.add(end.get("order_id"));
            if (!end.get("outcome").asText().equals("ordered") && !nothingWasBought(end)) lost.add(attempts.get(at));
        }
        if (lost.isEmpty()) return;
        try (Buyer fresh = buyer(server.url, null)) {
            if (isSoleBuyer()) reconcile(fresh, lost, known, true, "");
            reconcile(fresh, lost, Json.MAPPER.createArrayNode(), false, "");
        }
    }

    /** By the clients that placed them. */
    private void lookByPlacing() throws Exception {
        for (int at = 0; at <= buyers.size(); at++) {
            ArrayNode own = Json.MAPPER.createArrayNode();
            for (int number = 0; number < attempts.size(); number++) {
                // One more than there are clients: the one whose host refuses connections.
                if (round.get("buys").get(number).get("client").asInt(buyers.size()) == at) own.add(attempts.get(number));
            }
            boolean isSole = isSoleBuyer() && buyers.size() == 1 && at == 0;
            Buyer buyer = at < buyers.size() ? buyers.get(at) : unreachable;
            if (!own.isEmpty()) reconcile(buyer, own, Json.MAPPER.createArrayNode(), isSole, "placing");
        }
    }

    /** By the client that goes on with the journal; then it places everything once more. */
    private void takeOver(List<JsonNode> last) throws Exception {
        try (Buyer heir = buyer(server.url, journal)) {
            ArrayNode open = heir.openAttempts();
            open.forEach(it -> told.withArray("open").add(it.get("id")));
            if (!open.isEmpty()) reconcile(heir, open, Json.MAPPER.createArrayNode(), isSoleBuyer(), "journal");
            heir.openAttempts().forEach(it -> told.withArray("open_after").add(it.get("id")));
            for (int at = 0; at < attempts.size(); at++) {
                told.withArray("after").add(nothingWasBought(last.get(at)) ? null : heir.place(attempts.get(at), AGAIN_S));
            }
        }
    }

    private void reconcile(Buyer buyer, ArrayNode wanted, ArrayNode known, boolean isSole, String by) throws Exception {
        ObjectNode arguments = Json.MAPPER.createObjectNode();
        arguments.set("attempts", wanted);
        if (carrier == Carrier.IDT) {
            arguments.set("known_order_ids", known);
            if (isSole) arguments.put("sole_buyer", true);
            if (round.get("newest_first").asBoolean()) arguments.put("newest_first", true);
        }
        End end = buyer.reconcile(arguments, round.get("search_ms").asDouble() / 1000);
        ObjectNode said = reconciled.addObject().put("by_placing", by.equals("placing")).put("by_journal", by.equals("journal"));
        said.put("sole_buyer", isSole).set("known_order_ids", known);
        JsonNode error = Buyer.error(end);
        said.put("error", error == null ? null : error.get("kind").asText() + ": " + error.get("text").asText());
        ArrayNode settled = said.putArray("attempts");
        if (end.came() == null) return;
        for (JsonNode it : end.came().value()) {
            ObjectNode one = settled.addObject();
            one.set("attempt_id", it.get("attempt_id"));
            one.set("outcome", it.get("outcome"));
            one.set("orders", it.get("order_ids"));
        }
    }

    /** The attempt, as a clock that is off would have prepared it. */
    private JsonNode prepared(JsonNode attempt) {
        long seconds = round.get("prepared_s").asLong();
        if (seconds == 0) return attempt;
        Instant time = Instant.parse(attempt.get("prepared_at").asText()).plusSeconds(seconds);
        return ((ObjectNode) attempt.deepCopy()).put("prepared_at", time.toString());
    }

    private Buyer buyer(String url, Path journal) {
        ObjectNode options = round.get("options").deepCopy();
        carrier.keys.forEach(options::put);
        if (journal != null) options.put("journal", journal.toString());
        AutoCloseable client = Calls.build(carrier.builder.get(), options.put("base_url", url), new Journal());
        // Both ways of calling, each in every other round.
        return new Buyer(client, round.get("number").asLong() % 2 == 1);
    }

    private Buyer buyer(JsonNode number) {
        return number.isNull() ? unreachable : buyers.get(number.asInt());
    }

    private void closeAll() throws Exception {
        for (Buyer buyer : buyers) buyer.close();
        unreachable.close();
    }

    private boolean isSoleBuyer() {
        return round.get("sole_buyer").asBoolean();
    }

    private static boolean nothingWasBought(JsonNode end) {
        if (!end.get("outcome").asText().equals("failed")) return false;
        if (end.get("kind").asText().equals("conflict")) return end.path("attempt_id").isNull() || end.path("attempt_id").isMissingNode();
        return !end.get("kind").asText().equals("outcome_unknown");
    }

    private JsonNode didwwOrders() {
        set("switches", Json.read("{\"didww_rate_limit\":null}"));
        set("script", Json.read("[{\"own\":true}]"));
        JsonNode headers = Json.read("[[\"api-key\",\"emulator-key\"],[\"x-didww-api-version\",\"2026-04-16\"],[\"accept\",\"application/vnd.api+json\"]]");
        return server.send("GET", "/v3/orders?page%5Bsize%5D=100", headers, "").get("data");
    }

    private static boolean isPurchase(JsonNode request) {
        String target = request.get("target").asText();
        boolean isPosted = request.get("method").asText().equals("POST");
        return target.startsWith("/ibp_api.php") || isPosted && (target.endsWith("/dids/orders") || target.equals("/v3/orders"));
    }

    private void set(String route, JsonNode body) {
        server.ask("POST", route, body);
    }

    private JsonNode list(String what) {
        return server.ask("GET", what, null).get(what);
    }
}
