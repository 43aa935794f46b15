import com.fasterxml.jackson.databind.JsonNode;
import dev.telnum.LogEvent;
import dev.telnum.TelnumLogger;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a client logs, in canonical form. */
final class Journal implements TelnumLogger {
    private final List<JsonNode> kept = new CopyOnWriteArrayList<>();

    @Override
    public void log(LogEvent event) {
        kept.add(Records.canonical(event));
    }

    List<JsonNode> events() {
        return List.copyOf(kept);
    }
}
