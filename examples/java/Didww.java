import dev.telnum.DidwwAvailableDidFilter;
import dev.telnum.DidwwDidFilter;
import dev.telnum.DidwwDidGroupFilter;
import dev.telnum.DidwwFilter;
import dev.telnum.DidwwNewOrderItem;
import dev.telnum.DidwwStockKeepingUnit;
import dev.telnum.java.DidwwDidGroupIncludes;
import dev.telnum.java.Emulator;
import java.math.BigDecimal;
import java.util.List;

/** A number in Berlin at DIDWW: found, held, bought, routed, and let end. No account, no server and no network. */
public class Didww {
    public static void main(String[] arguments) {
        try (var emulator = new Emulator(7); var client = emulator.didww().build()) {
            var inBerlin = new DidwwDidGroupFilter().withAreaName(DidwwFilter.equalTo("Berlin")).withIsAvailable(true);
            var group = client.listDidGroups(it -> it.filter(inBerlin)
                .include(List.of(DidwwDidGroupIncludes.STOCK_KEEPING_UNITS))).getDidGroups().get(0);
            // A group of numbers has its prices in its stock keeping units: one for each count of channels.
            var sku = group.getStockKeepingUnits().stream().filter(Didww::isAffordable).findFirst().orElseThrow();
            System.out.println(group.getAreaName() + ": " + sku.getSetupPrice() + " once, " + sku.getMonthlyPrice()
                + " a month");

            // Held for some minutes, no one else can buy it.
            var ofGroup = new DidwwAvailableDidFilter().withDidGroupId(DidwwFilter.equalTo(group.getId()));
            var offered = client.listAvailableDids(it -> it.filter(ofGroup)).getAvailableDids().get(0);
            var held = client.createDidReservation(offered.getId()).getDidReservation();
            System.out.println(offered.getE164() + " is held until " + held.getExpiresAt());

            // The price is looked up once more before anything is bought.
            var item = new DidwwNewOrderItem().withSkuId(sku.getId()).withDidReservationId(held.getId());
            var created = client.createOrder(List.of(item), it -> it.maxMonthlyPrice(BigDecimal.valueOf(2)));
            var order = client.waitForOrder(created.getId());
            System.out.println("order " + order.getReference() + " is " + order.getStatus() + ": it cost "
                + order.getAmount());

            var ofOrder = new DidwwDidFilter().withOrderId(DidwwFilter.equalTo(order.getId()));
            var did = client.listDids(it -> it.filter(ofOrder)).getDids().get(0);
            var trunk = client.createSipTrunk("office", "sip.example.com").getVoiceInTrunk();
            client.updateDid(did.getId(), it -> it.voiceInTrunkId(trunk.getId()));
            System.out.println("calls to " + did.getE164() + " go to the trunk " + trunk.getName());

            // It works as long as it is paid for.
            var ending = client.stopRenewingDid(did.getId()).getDid();
            System.out.println(ending.getE164() + " ends on " + ending.getExpiresAt());
        }
    }

    private static boolean isAffordable(DidwwStockKeepingUnit sku) {
        return sku.getMonthlyPrice() != null && sku.getMonthlyPrice().compareTo(BigDecimal.valueOf(2)) < 0;
    }
}
