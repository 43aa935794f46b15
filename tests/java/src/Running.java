import com.fasterxml.jackson.databind.JsonNode;
import dev.telnum.java.Walk;
import java.util.concurrent.CompletableFuture;

/** A call that is under way and can be cancelled: a future, or a thread that waits. */
final class Running {
    private final CompletableFuture<?> future;
    private final Runnable cancel;

    private Running(CompletableFuture<?> future, Runnable cancel) {
        this.future = future;
        this.cancel = cancel;
    }

    static Running begin(Object client, JsonNode call, boolean isLater) {
        if (isLater) {
            Object begun = Calls.begin(client, call, true);
            CompletableFuture<?> future =
                begun instanceof Walk<?> walk ? walk.forEachAsync(it -> {}) : (CompletableFuture<?>) begun;
            return new Running(future, () -> future.cancel(true));
        }
        CompletableFuture<Object> ended = new CompletableFuture<>();
        Thread waiting = new Thread(() -> {
            try {
                Calls.call(client, call, false, false);
                ended.complete(null);
            } catch (Throwable failed) {
                ended.completeExceptionally(Thread.interrupted() ? failed : new Unexpected("the interrupt is lost: " + failed));
            }
        });
        waiting.start();
        return new Running(ended, waiting::interrupt);
    }

    boolean isOver() {
        return future.isDone();
    }

    void cancel() {
        cancel.run();
    }

    Came end() {
        Calls.joined(future);
        return new Came(Json.MAPPER.nullNode(), null);
    }
}
