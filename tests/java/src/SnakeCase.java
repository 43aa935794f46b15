import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** Messages with the names in them, which are quoted, in snake case, as the entries have them. */
final class SnakeCase {
    private static final Pattern NAME = Pattern.compile("`([a-z]\\w*)`");
    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    private SnakeCase() {}

    static String text(String text) {
        return NAME.matcher(text).replaceAll(
            name -> CAPITAL.matcher(name.group()).replaceAll(letter -> "_" + letter.group().toLowerCase())
        );
    }

    /** The messages of an error that are telnum's own. */
    static JsonNode error(JsonNode error) {
        if (!(error instanceof ObjectNode members)) return error;
        spell(members, "text");
        ArrayNode details = (ArrayNode) members.get("details");
        details.forEach(it -> {
            if (it.get("origin").asText().equals("local")) spell((ObjectNode) it, "detail");
        });
        return members;
    }

    private static void spell(ObjectNode members, String name) {
        if (members.get(name).isTextual()) members.put(name, text(members.get(name).asText()));
    }
}
