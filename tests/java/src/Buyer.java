import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A client of a campaign. Its calls wait, or return futures. */
record Buyer(AutoCloseable client, boolean isLater) implements AutoCloseable {
    JsonNode prepare(String operation, JsonNode arguments) {
        // Nothing is sent: there is no future of it.
        String prepare = operation.equals("create_order_by_sku") ? "prepare_order_by_sku" : "prepare_order";
        return Calls.call(client, call(prepare, arguments, null), false, false).value();
    }

    /** How placing an attempt ended. */
    ObjectNode place(JsonNode attempt, Double seconds) throws Exception {
        JsonNode call = call("place", Json.MAPPER.createObjectNode().set("attempt", attempt), seconds);
        return outcome(End.of(() -> Calls.call(client, call, false, isLater)));
    }

    /** The same of a call that is cancelled after a while. */
    ObjectNode placeAndCancel(JsonNode attempt, Double seconds, long afterMs) throws Exception {
        JsonNode call = call("place", Json.MAPPER.createObjectNode().set("attempt", attempt), seconds);
        if (isLater) {
            CompletableFuture<?> future = (CompletableFuture<?>) Calls.begin(client, call, true);
            try {
                future.get(afterMs, TimeUnit.MILLISECONDS);
            } catch (TimeoutException late) {
                future.cancel(true);
            } catch (ExecutionException failed) {
                // It is shown below.
            }
            return outcome(End.of(() -> new Came(Records.canonical(Calls.joined(future)), null)));
        }
        CompletableFuture<ObjectNode> ended = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                ended.complete(outcome(End.of(() -> Calls.call(client, call, false, false))));
            } catch (Throwable failed) {
                ended.completeExceptionally(failed);
            }
        });
        waiting.start();
        waiting.join(Math.max(1, afterMs));
        waiting.interrupt();
        return ended.get();
    }

    /** What the journal has open. */
    ArrayNode openAttempts() {
        ArrayNode open = Json.MAPPER.createArrayNode();
        JsonNode found = Calls.call(client, call("open_attempts", Json.MAPPER.createObjectNode(), null), false, isLater).value();
        found.forEach(it -> open.add(it.get("attempt")));
        return open;
    }

    End reconcile(ObjectNode arguments, double seconds) throws Exception {
        return End.of(() -> Calls.call(client, call("reconcile_orders", arguments, seconds), false, isLater));
    }

    private static JsonNode call(String operation, JsonNode arguments, Double seconds) {
        ObjectNode call = Json.MAPPER.createObjectNode().put("operation", operation);
        call.set("arguments", arguments);
        return seconds == null ? call : call.put("timeout", seconds);
    }

    private static ObjectNode outcome(End end) {
        ObjectNode outcome = Json.MAPPER.createObjectNode();
        if (end.came() != null) {
            JsonNode order = end.came().value();
            outcome.put("outcome", "ordered").set("order_id", order.path("id").isTextual() ? order.get("id") : null);
            ArrayNode numbers = outcome.putArray("numbers");
            order.path("numbers").forEach(it -> numbers.add(it.get("number")));
            return outcome;
        }
        JsonNode error = error(end);
        if (error == null) return outcome.put("outcome", "cancelled");
        outcome.put("outcome", "failed").set("kind", error.get("kind"));
        outcome.set("text", error.get("text"));
        outcome.set("attempt_id", error.path("attempt").get("id"));
        outcome.set("candidate", error.get("candidate_order_id"));
        return outcome;
    }

    /** The error in canonical form; null where the call was cancelled. */
    static JsonNode error(End end) {
        return end.error() instanceof dev.telnum.TelnumException error ? Json.read(error.toJson()) : null;
    }

    @Override
    public void close() throws Exception {
        client.close();
    }
}
