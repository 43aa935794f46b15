import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** JSON, and how it differs. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static JsonNode read(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /** The texts of a list, which may be missing. */
    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        if (list != null) list.forEach(it -> texts.add(it.asText()));
        return texts;
    }

    /** Where `found` is not `wanted`; null where it is. Partly: objects may have more members. */
    static String difference(JsonNode wanted, JsonNode found, boolean partly) {
        return difference(wanted, found, partly, "");
    }

    private static String difference(JsonNode wanted, JsonNode found, boolean partly, String path) {
        if (wanted.isObject() && found.isObject()) {
            for (Map.Entry<String, JsonNode> member : wanted.properties()) {
                String at = path + "/" + member.getKey();
                if (!found.has(member.getKey())) return at + " is missing";
                String difference = difference(member.getValue(), found.get(member.getKey()), partly, at);
                if (difference != null) return difference;
            }
            for (Iterator<String> names = found.fieldNames(); !partly && names.hasNext(); ) {
                String name = names.next();
                if (!wanted.has(name)) return path + "/" + name + " is too much";
            }
            return null;
        }
        if (wanted.isArray() && found.isArray() && wanted.size() == found.size()) {
            for (int place = 0; place < wanted.size(); place++) {
                String difference = difference(wanted.get(place), found.get(place), partly, path + "/" + place);
                if (difference != null) return difference;
            }
            return null;
        }
        boolean same = wanted.isNumber() && found.isNumber()
            ? wanted.decimalValue().compareTo(found.decimalValue()) == 0
            : wanted.equals(found);
        return same ? null : (path.isEmpty() ? "it" : path) + " is " + found + ", not " + wanted;
    }
}
