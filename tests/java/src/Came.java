import com.fasterxml.jackson.databind.JsonNode;
import dev.telnum.ResponseInfo;

/** What came back, in canonical form; `info` only where it was asked for. */
record Came(JsonNode value, ResponseInfo info) {}
