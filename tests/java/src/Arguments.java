import com.fasterxml.jackson.databind.JsonNode;
import dev.telnum.Attempt;
import dev.telnum.DidwwFilter;
import dev.telnum.DidwwOtherFilter;
import dev.telnum.DidwwSort;
import dev.telnum.DidwwSortable;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** An entry's arguments as the types that the methods take. */
final class Arguments {
    private Arguments() {}

    /** By the names that Java has for them. */
    static Map<String, JsonNode> named(JsonNode arguments) {
        Map<String, JsonNode> named = new LinkedHashMap<>();
        arguments.properties().forEach(it -> named.put(Calls.camelCase(it.getKey()), it.getValue()));
        return named;
    }

    static Object typed(String name, Type type, JsonNode value) {
        if (value.isNull()) return null;
        Object typed = typed(type, value, name.contains("Id"));
        if (typed == null) throw new Refused(name + " cannot be " + value);
        return typed;
    }

    private static Object typed(Type type, JsonNode value, boolean isId) {
        if (type instanceof WildcardType wildcard) return typed(wildcard.getUpperBounds()[0], value, isId);
        if (type instanceof ParameterizedType several) {
            Type[] of = several.getActualTypeArguments();
            if (several.getRawType() == DidwwSort.class) return value.isTextual() ? sort(of[0], value.asText()) : null;
            if (several.getRawType() == List.class) return value.isArray() ? list(of[0], value, isId) : null;
            return value.isObject() ? map(of[1], value) : null;
        }
        Class<?> wanted = (Class<?>) type;
        // Ids are text in Java; the entries write some as numbers.
        if (wanted == String.class) return value.isTextual() || isId && value.isIntegralNumber() ? value.asText() : null;
        if (wanted == int.class || wanted == Integer.class) return value.canConvertToExactIntegral() ? value.asInt() : null;
        if (wanted == Double.class) return value.isNumber() ? value.asDouble() : null;
        if (wanted == BigDecimal.class) return value.isTextual() ? amount(value.asText()) : null;
        if (wanted == Boolean.class || wanted == boolean.class) return value.isBoolean() ? value.asBoolean() : null;
        if (wanted == Duration.class) return value.isNumber() ? Duration.ofNanos(Math.round(value.asDouble() * 1e9)) : null;
        if (wanted == DidwwFilter.class) return wanted(value);
        if (wanted.getSimpleName().endsWith("Filter")) return value.isObject() ? filter(wanted, value) : null;
        // Parts of a call are made as filters are.
        if (wanted.getSimpleName().startsWith("DidwwNew")) return value.isObject() ? filter(wanted, value) : null;
        if (wanted == Attempt.class) return Attempt.fromJson(value.toString());
        // Sets, open and closed.
        return value.isTextual() ? of(wanted, value.asText()) : null;
    }

    private static BigDecimal amount(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException none) {
            return null;
        }
    }

    private static Object of(Class<?> set, String text) {
        try {
            return Calls.invoke(set.getMethod("of", String.class), null, text);
        } catch (NoSuchMethodException missing) {
            throw new Unexpected("the runner makes no " + set);
        }
    }

    private static Object list(Type of, JsonNode values, boolean isId) {
        List<Object> list = new ArrayList<>();
        for (JsonNode value : values) {
            Object typed = typed(of, value, isId);
            if (typed == null) return null;
            list.add(typed);
        }
        return list;
    }

    private static Object map(Type of, JsonNode values) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : values.properties()) {
            Object typed = typed(of, member.getValue(), false);
            if (typed == null) return null;
            map.put(member.getKey(), typed);
        }
        return map;
    }

    private static DidwwSort<DidwwSortable> sort(Type key, String text) {
        Class<?> set = (Class<?>) (key instanceof WildcardType wildcard ? wildcard.getUpperBounds()[0] : key);
        boolean isDescending = text.startsWith("-");
        return new DidwwSort<>((DidwwSortable) of(set, isDescending ? text.substring(1) : text), isDescending);
    }

    /** The filter by its members, and in `other` those that telnum does not know. */
    private static Object filter(Class<?> wanted, JsonNode members) {
        Object filter = made(wanted);
        for (Map.Entry<String, JsonNode> member : named(members).entrySet()) {
            if (member.getValue().isNull()) continue;
            String name = member.getKey();
            if (name.equals("other")) {
                filter = Calls.invoke(with(wanted, name), filter, others(member.getValue()));
                continue;
            }
            Method with = with(wanted, name);
            filter = Calls.invoke(with, filter, typed(name, with.getParameterTypes()[0], member.getValue()));
        }
        return filter;
    }

    private static Method with(Class<?> filter, String name) {
        return Stream.of(filter.getMethods())
            .filter(it -> it.getName().equals("with" + Calls.raised(name)))
            .findFirst().orElseThrow(() -> new Refused("there is no filter " + name));
    }

    private static Object made(Class<?> filter) {
        try {
            return filter.getConstructor().newInstance();
        } catch (ReflectiveOperationException failed) {
            throw new Unexpected("the runner makes no " + filter);
        }
    }

    private static List<DidwwOtherFilter> others(JsonNode filters) {
        List<DidwwOtherFilter> others = new ArrayList<>();
        filters.properties().forEach(it -> others.add(new DidwwOtherFilter(it.getKey(), wanted(it.getValue()))));
        return others;
    }

    private static DidwwFilter wanted(JsonNode value) {
        if (value.isArray()) return DidwwFilter.oneOf(Json.texts(value).toArray(String[]::new));
        if (value.isObject()) return value.toString().equals("{\"blank\":true}") ? DidwwFilter.blank() : null;
        return DidwwFilter.equalTo(value.asText());
    }
}
