import dev.telnum.LogEvent
import dev.telnum.TelnumLogger
import java.util.concurrent.CopyOnWriteArrayList
import kotlinx.serialization.json.JsonElement

/** Keeps what a client logs, in canonical form. */
class Journal : TelnumLogger {
    private val kept = CopyOnWriteArrayList<JsonElement>()
    val events: List<JsonElement> get() = kept.toList()

    override fun log(event: LogEvent) {
        kept += json(event.toJson())
    }
}
