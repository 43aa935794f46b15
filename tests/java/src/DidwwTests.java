import dev.telnum.Attempt;
import dev.telnum.DidwwAvailableDidFilter;
import dev.telnum.DidwwDidFilter;
import dev.telnum.DidwwDidGroupFilter;
import dev.telnum.DidwwFilter;
import dev.telnum.DidwwNewOrderItem;
import dev.telnum.DidwwOrder;
import dev.telnum.DidwwOrderFilter;
import dev.telnum.DidwwOrderStatus;
import dev.telnum.DidwwStockKeepingUnit;
import dev.telnum.LogEvent;
import dev.telnum.TelnumException;
import dev.telnum.java.DidwwClient;
import dev.telnum.java.DidwwDidClearables;
import dev.telnum.java.DidwwDidGroupIncludes;
import dev.telnum.java.DidwwIncludes;
import dev.telnum.java.DidwwOrderStatuses;
import dev.telnum.java.Emulator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A number's life at DIDWW, from the search to its end, and orders that go another way. */
final class DidwwTests {
    private static final String PASSWORD = "trunk-1234567890";

    private DidwwTests() {}

    static List<Further> all() {
        return List.of(
            new Further("a number of Berlin is chosen, held, bought, routed, let end and taken back", buying(DidwwTests::lives)),
            new Further("an order of DIDs that is pending can be cancelled, and its number is gone", buying((emulator, client) -> {
                DidwwOrder order = client.createOrderAsync(List.of(anyNumber(client))).get();
                Check.equal(order.getId(), client.cancelOrder(order.getId()).getId());
                List<DidwwOrderStatus> seen = client.watchOrder(order.getId()).stream().map(DidwwOrder::getStatus).toList();
                Check.equal(List.of(DidwwOrderStatuses.CANCELED), seen);
                Check.equal(List.of(), client.listDids(it -> it.filter(boughtBy(order))).getDids());
                Check.fails(TelnumException.InvalidInput.class, () -> client.cancelOrder(order.getId()));
            })),
            new Further("an order of DIDs whose answer is lost is found by its attempt's id", buying((emulator, client) -> {
                Attempt attempt = client.prepareOrder(List.of(anyNumber(client)));
                emulator.script("[\"reset_after\"]");
                var lost = Check.fails(TelnumException.OutcomeUnknown.class, () -> client.place(attempt));
                Check.equal(attempt, lost.getAttempt());
                Attempt kept = Attempt.fromJson(attempt.toJson());
                var ofAttempt = new DidwwOrderFilter().withExternalReferenceId(DidwwFilter.equalTo(kept.getId()));
                try (var other = emulator.didww().build()) {
                    List<DidwwOrder> found = other.listOrders(it -> it.filter(ofAttempt)).getOrders();
                    Check.equal(List.of(attempt.getId()), found.stream().map(DidwwOrder::getExternalReferenceId).toList());
                    Check.equal(emulator.getLedger().get(0).getOrderId(), found.get(0).getId());
                }
            })),
            new Further("a trunk's password is in nothing that can be printed, and in no options", DidwwTests::conceals)
        );
    }

    private static void lives(Emulator emulator, DidwwClient client) {
        var sku = affordable(client);
        var ofGroup = new DidwwAvailableDidFilter().withDidGroupId(DidwwFilter.equalTo(berlin(client)));
        var offered = client.listAvailableDids(it -> it.filter(ofGroup)).getAvailableDids().get(0);
        var held = client.createDidReservation(offered.getId()).getDidReservation();
        var item = new DidwwNewOrderItem().withSkuId(sku.getId()).withDidReservationId(held.getId());
        var dear = Check.fails(TelnumException.InvalidInput.class,
            () -> client.createOrder(List.of(item), it -> it.maxMonthlyPrice(new BigDecimal("0.01"))));
        Check.holds(emulator.getLedger().isEmpty(), dear);

        var created = client.createOrder(List.of(item), it -> it.maxMonthlyPrice(BigDecimal.valueOf(2)));
        List<DidwwOrderStatus> seen = new ArrayList<>();
        var order = client.waitForOrder(created.getId(), it -> it.onProgress(state -> seen.add(state.getStatus())));
        Check.equal(List.of(DidwwOrderStatuses.PENDING, DidwwOrderStatuses.COMPLETED), seen);
        var did = client.listDids(it -> it.filter(boughtBy(order))).getDids().get(0);
        Check.equal(offered.getE164(), did.getE164());

        var trunk = client.createSipTrunk("office", "sip.example.com").getVoiceInTrunk();
        client.updateDid(did.getId(), it -> it.voiceInTrunkId(trunk.getId()).description("reception"));
        var routed = client.getDid(did.getId(), it -> it.include(List.of(DidwwIncludes.VOICE_IN_TRUNK))).getDid();
        Check.equal(List.of("office", "reception"), List.of(routed.getVoiceInTrunk().getName(), routed.getDescription()));
        var cleared = client.updateDid(did.getId(), it -> it.clear(List.of(DidwwDidClearables.DESCRIPTION)));
        Check.equal(null, cleared.getDid().getDescription());

        Check.equal(0, client.stopRenewingDid(did.getId()).getDid().getBillingCyclesCount());
        emulator.advance(Duration.ofDays(32));
        Check.equal(true, client.getDid(did.getId()).getDid().getTerminated());
        Check.equal(false, client.restoreDid(did.getId()).getDid().getTerminated());
        // The month that it was taken back for is paid.
        Check.equal(2, emulator.getLedger().size());
    }

    private static void conceals() {
        List<LogEvent> events = new CopyOnWriteArrayList<>();
        try (var emulator = new Emulator(7); var client = emulator.didww().logger(events::add).build()) {
            List<Object> printed = new ArrayList<>();
            var made = client.createSipTrunk("office", "sip.example.com", it -> printed.add(it.authUser("office").authPassword(PASSWORD)));
            var failed = Check.fails(TelnumException.InvalidInput.class,
                () -> client.createSipTrunk("", "", it -> it.authPassword(PASSWORD)));
            String trunk = made.getVoiceInTrunk().getId();
            var changed = client.updateVoiceInTrunk(trunk, it -> printed.add(it.authPassword(PASSWORD)));
            for (var answer : List.of(made, changed)) Check.holds(answer.toJson().contains("[redacted]"), answer);
            printed.addAll(List.of(made, made.toJson(), changed, changed.toJson(), failed, failed.getDetails(), client));
            printed.addAll(List.of(events, emulator.getRequests()));
            String all = printed.toString();
            Check.holds(all.contains("office") && !all.contains(PASSWORD), all);
        }
    }

    private interface Bought {
        void test(Emulator emulator, DidwwClient client) throws Exception;
    }

    private static Test buying(Bought test) {
        return () -> {
            try (var emulator = new Emulator(7); var client = emulator.didww().build()) {
                test.test(emulator, client);
            }
        };
    }

    private static DidwwNewOrderItem anyNumber(DidwwClient client) {
        return new DidwwNewOrderItem().withSkuId(affordable(client).getId()).withQty(1);
    }

    private static DidwwDidFilter boughtBy(DidwwOrder order) {
        return new DidwwDidFilter().withOrderId(DidwwFilter.equalTo(order.getId()));
    }

    private static String berlin(DidwwClient client) {
        var filter = new DidwwDidGroupFilter().withAreaName(DidwwFilter.equalTo("Berlin"));
        return client.listDidGroups(it -> it.filter(filter)).getDidGroups().get(0).getId();
    }

    /** What costs less than 2 a month in Berlin. */
    private static DidwwStockKeepingUnit affordable(DidwwClient client) {
        var units = List.of(DidwwDidGroupIncludes.STOCK_KEEPING_UNITS);
        return client.getDidGroup(berlin(client), it -> it.include(units)).getDidGroup().getStockKeepingUnits().stream()
            .filter(it -> it.getMonthlyPrice().compareTo(BigDecimal.valueOf(2)) < 0).findFirst().orElseThrow();
    }
}
