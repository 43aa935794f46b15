import com.fasterxml.jackson.databind.JsonNode;
import dev.telnum.java.Emulator;
import java.time.Duration;
import java.util.List;

/** An emulator of this process; the calls wait. */
final class Memory implements World {
    private final Emulator emulator;

    Memory(JsonNode setting) {
        emulator = new Emulator(setting.path("seed").asLong(7));
        setting.path("switches").properties().forEach(it -> emulator.set(it.getKey(), it.getValue().toString()));
    }

    @Override
    public AutoCloseable client(Carrier carrier, JsonNode options, Journal journal) {
        return Calls.build(carrier.emulated.apply(emulator), options, journal);
    }

    @Override
    public void script(JsonNode steps) {
        emulator.script(steps.toString());
    }

    @Override
    public void advance(JsonNode seconds) {
        emulator.advance(Duration.ofNanos(Math.round(seconds.asDouble() * 1e9)));
    }

    @Override
    public JsonNode requests() {
        return Records.canonical(emulator.getRequests());
    }

    @Override
    public JsonNode ledger() {
        return Records.canonical(emulator.getLedger());
    }

    @Override
    public List<Double> slept() {
        return emulator.getSleeps().stream().map(it -> it.toNanos() / 1000 / 1000.0).toList();
    }

    @Override
    public boolean isLater() {
        return false;
    }

    @Override
    public void close() {
        emulator.close();
    }
}
