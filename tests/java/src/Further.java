import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A test of what the contract cannot say. */
record Further(String shows, String skipped, Test test) {
    Further(String shows, Test test) {
        this(shows, null, test);
    }

    static List<Further> all(Server server) {
        return Stream.of(
            CallTests.all(), CancelTests.all(), ClientTests.all(), RecordTests.all(), WalkTests.all(), DidwwTests.all(),
            JournalTests.all(), ExampleTests.all(server), JarTests.all(), ShrinkTests.all(server), AndroidTests.all()
        ).flatMap(List::stream).toList();
    }

    /** What hangs fails. */
    void runInTime() throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                test.run();
                end.complete(null);
            } catch (Throwable failed) {
                end.completeExceptionally(failed);
            }
        });
        thread.setDaemon(true);
        thread.start();
        try {
            end.get(2, TimeUnit.MINUTES);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception exception) throw exception;
            throw failed;
        }
    }
}
