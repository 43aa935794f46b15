import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Where an entry runs: on an emulator in memory, or on the real server over HTTP. */
interface World extends AutoCloseable {
    AutoCloseable client(Carrier carrier, JsonNode options, Journal journal);

    void script(JsonNode steps);

    void advance(JsonNode seconds);

    JsonNode requests();

    JsonNode ledger();

    /** The pauses in milliseconds; null over HTTP, where they are real. */
    List<Double> slept();

    /** How its calls are made: the methods that wait, or their twins that return a future. */
    boolean isLater();

    @Override
    void close();
}
