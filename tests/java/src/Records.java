import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.telnum.java.Walk;

/** Values of telnum in canonical form, each of which has to survive Jackson. */
final class Records {
    private Records() {}

    static JsonNode canonical(Object value) {
        if (value == null) return Json.MAPPER.nullNode();
        if (value instanceof Walk<?> walk) return canonical(walk.stream().toList());
        if (value instanceof Iterable<?> items) {
            ArrayNode list = Json.MAPPER.createArrayNode();
            items.forEach(it -> list.add(canonical(it)));
            return list;
        }
        try {
            String json = (String) value.getClass().getMethod("toJson").invoke(value);
            JsonNode canonical = Json.read(json);
            expect("Jackson writes", canonical, Json.read(Json.MAPPER.writeValueAsString(value)));
            expect("Jackson reads", value, Json.MAPPER.readValue(json, value.getClass()));
            expect("fromJson reads", value, value.getClass().getMethod("fromJson", String.class).invoke(null, json));
            return canonical;
        } catch (Exception failed) {
            throw new Unexpected(value.getClass().getSimpleName() + ": " + failed + ", " + failed.getCause());
        }
    }

    private static void expect(String who, Object wanted, Object found) {
        Unexpected.ensure(wanted.equals(found), who + " " + found + " of " + wanted);
    }
}
