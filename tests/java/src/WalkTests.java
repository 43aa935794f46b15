import dev.telnum.IdtNumber;
import dev.telnum.IdtNumberPage;
import dev.telnum.IdtOrder;
import dev.telnum.TelnumException;
import dev.telnum.java.Walk;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionException;

/** Walks as iterables, streams and futures. */
final class WalkTests {
    private WalkTests() {}

    static List<Further> all() {
        return List.of(
            new Further("a walk is an iterable, which begins again each time", Check.emulated((emulator, client) -> {
                emulator.set("seeded_numbers", "5");
                Walk<IdtNumber> walk = client.numbers(it -> it.pageSize(2));
                Check.equal(0, emulator.getRequests().size());
                List<String> once = new ArrayList<>();
                for (IdtNumber number : walk) once.add(number.getNumber());
                int asked = emulator.getRequests().size();
                Check.equal(5, once.size());
                Check.equal(once, walk.stream().map(IdtNumber::getNumber).toList());
                Check.equal(asked * 2, emulator.getRequests().size());
                List<IdtNumberPage> pages = client.numberPages(it -> it.pageSize(2)).stream().toList();
                Check.equal(once, pages.stream().flatMap(it -> it.getNumbers().stream()).map(IdtNumber::getNumber).toList());
            })),
            new Further("a stream asks for no page that it does not want", Check.emulated((emulator, client) -> {
                emulator.set("seeded_numbers", "9");
                Check.equal(2L, client.numbers(it -> it.pageSize(2)).stream().limit(2).count());
                Check.equal(1, emulator.getRequests().size());
                Check.holds(client.numbers(it -> it.pageSize(2)).stream().anyMatch(it -> true), "there is none");
                Check.equal(2, emulator.getRequests().size());
            })),
            new Further("an iterator says when it is over", Check.emulated((emulator, client) -> {
                emulator.set("seeded_numbers", "0");
                Iterator<IdtNumber> none = client.numbers().iterator();
                Check.holds(!none.hasNext() && !none.hasNext(), "there are numbers");
                Check.fails(NoSuchElementException.class, none::next);
                Check.equal(1, emulator.getRequests().size());
            })),
            new Further("forEachAsync gives each row, and fails with what it is given", Check.emulated((emulator, client) -> {
                emulator.set("seeded_numbers", "5");
                List<String> rows = new ArrayList<>();
                client.numbers(it -> it.pageSize(2)).forEachAsync(it -> rows.add(it.getNumber())).join();
                Check.equal(client.numbers().stream().map(IdtNumber::getNumber).toList(), rows);
                var thrown = client.numbers().forEachAsync(it -> { throw new IllegalMonitorStateException("enough"); });
                Check.equal("enough", Check.fails(CompletionException.class, thrown::join).getCause().getMessage());
                emulator.script("[{\"fault\": \"status\", \"status\": 401}]");
                var refused = client.numbers().forEachAsync(it -> {});
                var cause = Check.fails(CompletionException.class, refused::join).getCause();
                Check.holds(cause instanceof TelnumException.Authentication, cause);
            })),
            new Further("an order is watched until its end", Check.emulated((emulator, client) -> {
                String id = client.createOrder("90014", 4).getId();
                List<Integer> delivered = client.watchOrder(id).stream().map(IdtOrder::getFulfilled).toList();
                Check.equal(List.of(0, 2, 4), delivered);
            })),
            new Further("a walk ends with its client", Check.emulated((emulator, client) -> {
                emulator.set("seeded_numbers", "9");
                Iterator<IdtNumber> rows = client.numbers(it -> it.pageSize(2)).iterator();
                rows.next();
                rows.next();
                client.close();
                Check.equal("This client is closed.", Check.fails(TelnumException.Configuration.class, rows::hasNext).getMessage());
            }))
        );
    }
}
