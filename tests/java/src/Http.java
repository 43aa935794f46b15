import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The real server; the calls return futures. */
final class Http implements World {
    private final Server server;

    Http(Server server, JsonNode setting) {
        this.server = server;
        server.ask("POST", "reset", setting);
    }

    @Override
    public AutoCloseable client(Carrier carrier, JsonNode options, Journal journal) {
        ObjectNode all = Json.MAPPER.createObjectNode().put("base_url", server.url);
        carrier.keys.forEach(all::put);
        options.properties().forEach(it -> all.set(it.getKey(), it.getValue()));
        return Calls.build(carrier.builder.get(), all, journal);
    }

    @Override
    public void script(JsonNode steps) {
        server.ask("POST", "script", steps);
    }

    @Override
    public void advance(JsonNode seconds) {
        server.ask("POST", "clock", Json.MAPPER.createObjectNode().set("advance_s", seconds));
    }

    @Override
    public JsonNode requests() {
        return server.ask("GET", "requests", null).get("requests");
    }

    @Override
    public JsonNode ledger() {
        return server.ask("GET", "ledger", null).get("ledger");
    }

    @Override
    public List<Double> slept() {
        return null;
    }

    @Override
    public boolean isLater() {
        return true;
    }

    @Override
    public void close() {}
}
