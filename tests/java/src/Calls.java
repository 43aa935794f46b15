import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.telnum.Response;
import dev.telnum.TelnumLogger;
import dev.telnum.java.ClientBuilder;
import dev.telnum.java.Walk;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls the methods that entries name. */
final class Calls {
    private Calls() {}

    /** Sets each option that the entry gives, by its name. */
    static AutoCloseable build(ClientBuilder<?> builder, JsonNode options, Journal journal) {
        set(builder, options);
        invoke(method(builder.getClass(), "logger", TelnumLogger.class), builder, journal);
        return (AutoCloseable) invoke(method(builder.getClass(), "build"), builder);
    }

    /** Calls and waits. Observed, the call goes through `withResponse`. */
    static Came call(Object client, JsonNode call, boolean isObserved, boolean isLater) {
        if (isObserved) {
            Function<Object, Object> observed = it -> begin(it, call, false);
            Method method = method(client.getClass(), "withResponse", Function.class);
            Response<?> response = (Response<?>) invoke(method, client, observed);
            return new Came(Records.canonical(response.getValue()), response.getInfo());
        }
        Object value = begin(client, call, isLater);
        if (isLater && value instanceof Walk<?> walk) value = collected(walk);
        return new Came(Records.canonical(value instanceof CompletableFuture<?> future ? joined(future) : value), null);
    }

    /** Calls: returns the value, a walk, or a future. */
    static Object begin(Object client, JsonNode call, boolean isLater) {
        JsonNode timeout = call.get("timeout");
        if (timeout != null) {
            Duration time = Duration.ofNanos(Math.round(timeout.asDouble() * 1e9));
            client = invoke(method(client.getClass(), "withTimeout", Duration.class), client, time);
        }
        String name = camelCase(call.get("operation").asText());
        List<Method> methods = Stream.of(client.getClass().getMethods()).filter(it -> it.getName().equals(name)).toList();
        Unexpected.ensure(!methods.isEmpty(), "no method " + name + " for " + call.get("operation"));
        boolean isWalk = methods.get(0).getReturnType() == Walk.class;
        JsonNode arguments = inOneFilter(call.get("arguments"));
        return invoke(client, isLater && !isWalk ? name + "Async" : name, arguments);
    }

    static Object joined(CompletableFuture<?> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException known ? known : failed;
        }
    }

    private static CompletableFuture<List<Object>> collected(Walk<?> walk) {
        List<Object> rows = new ArrayList<>();
        return walk.forEachAsync(rows::add).thenApply(nothing -> rows);
    }

    /** Filters that telnum does not know are part of the filter in Java. */
    private static JsonNode inOneFilter(JsonNode given) {
        if (given == null) return Json.MAPPER.createObjectNode();
        ObjectNode arguments = given.deepCopy();
        JsonNode other = arguments.remove("other_filters");
        if (other != null) arguments.withObject("filter").set("other", other);
        return arguments;
    }

    private static Object invoke(Object client, String name, JsonNode arguments) {
        Map<String, JsonNode> given = Arguments.named(arguments);
        for (Method method : client.getClass().getMethods()) {
            if (!method.getName().equals(name)) continue;
            Map<String, JsonNode> left = new LinkedHashMap<>(given);
            List<Object> values = new ArrayList<>();
            for (Parameter parameter : method.getParameters()) {
                if (parameter.getType() == Consumer.class && !left.isEmpty()) {
                    Map<String, JsonNode> options = Map.copyOf(left);
                    values.add((Consumer<Object>) it -> set(it, options));
                    left.clear();
                } else if (left.containsKey(parameter.getName())) {
                    JsonNode value = left.remove(parameter.getName());
                    values.add(Arguments.typed(parameter.getName(), parameter.getParameterizedType(), value));
                }
            }
            boolean fits = left.isEmpty() && values.size() == method.getParameterCount();
            if (fits) return invoke(method, client, values.toArray());
        }
        throw new Refused(name + " takes no " + given.keySet());
    }

    private static void set(Object target, JsonNode options) {
        set(target, Arguments.named(options));
    }

    private static void set(Object target, Map<String, JsonNode> options) {
        options.forEach((name, value) -> {
            Method setter = Stream.of(target.getClass().getMethods())
                .filter(it -> it.getName().equals(name) && it.getParameterCount() == 1)
                .findFirst().orElseThrow(() -> new Refused("there is no option " + name));
            invoke(setter, target, Arguments.typed(name, setter.getGenericParameterTypes()[0], value));
        });
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException missing) {
            throw new Unexpected("there is no " + missing.getMessage());
        }
    }

    /** Throws what the method throws. */
    static Object invoke(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Error error) throw error;
            throw (RuntimeException) thrown.getCause();
        } catch (IllegalAccessException hidden) {
            throw new Unexpected(hidden.toString());
        }
    }

    static String camelCase(String name) {
        String[] words = name.split("_");
        return words[0] + Arrays.stream(words).skip(1).map(Calls::raised).collect(Collectors.joining());
    }

    static String raised(String word) {
        return word.substring(0, 1).toUpperCase() + word.substring(1);
    }
}
