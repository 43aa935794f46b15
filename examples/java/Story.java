import dev.telnum.DidwwAvailableDidFilter;
import dev.telnum.DidwwDidFilter;
import dev.telnum.DidwwDidGroupFilter;
import dev.telnum.DidwwFilter;
import dev.telnum.DidwwNewOrderItem;
import dev.telnum.IdtDelivery;
import dev.telnum.IdtNumber;
import dev.telnum.IdtOrder;
import dev.telnum.IdtOrderedNumber;
import dev.telnum.java.DialogTechClient;
import dev.telnum.java.DialogTechNumberTypes;
import dev.telnum.java.DidwwClient;
import dev.telnum.java.DidwwDidGroupIncludes;
import dev.telnum.java.DidwwIncludes;
import dev.telnum.java.DidwwOrderStatuses;
import dev.telnum.java.IdtExpressClient;
import dev.telnum.java.IdtNumberStatuses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * From a list of countries to a deleted number, and on to two other carriers, over HTTP, with a `telnum-emulator` at
 * TELNUM_EMULATOR_URL.
 */
public class Story {
    public static void main(String[] arguments) {
        var url = System.getenv("TELNUM_EMULATOR_URL");
        try (
            var idtExpress = IdtExpressClient.builder().apiKey("emulator-key").apiSecret("emulator-secret")
                .baseUrl(url).build();
            var dialogTech = DialogTechClient.builder().accessKey("emulator-access-key")
                .secretAccessKey("emulator-secret-access-key").baseUrl(url).build();
            var didww = DidwwClient.builder().apiKey("emulator-key").baseUrl(url).build()
        ) {
            String line = atIdtExpress(idtExpress) + "; " + atDialogTech(dialogTech) + "; " + atDidww(didww);
            System.out.println("java: " + line);
        }
    }

    private static String atIdtExpress(IdtExpressClient client) {
        var countries = client.listCountries();
        tell("numbers are sold in " + countries.size() + " countries");

        var group = client.listDidGroups("BR").get(0);
        var fees = group.getFees();
        tell("in " + group.getName() + " of Brazil a number costs " + fees.getSetupFee() + " once and "
            + fees.getMonthlyFee() + " a month");

        var preview = client.previewOrder(group.getId(), 2);
        check(preview.getOrdered() == 2, "the preview is of " + preview.getOrdered() + " numbers");
        tell("a preview of " + preview.getOrdered() + " finds nothing wrong, and buys nothing");

        var created = client.createOrder(group.getId(), 2);
        tell("order " + created.getId() + " is made");
        List<String> statuses = new ArrayList<>();
        var patient = client.withTimeout(Duration.ofSeconds(60));
        IdtOrder order = patient.waitForOrder(created.getId(), it -> it.onProgress(seen -> {
            statuses.add(seen.getStatus().getText());
            tell("it is " + seen.getStatus() + ", with " + seen.getFulfilled() + " of " + seen.getOrdered());
        }));
        List<IdtOrderedNumber> bought = order.getOrderItems().stream().flatMap(it -> it.getNumbers().stream()).toList();
        check(order.getDelivery() == IdtDelivery.DELIVERED, "order " + order.getId() + " is " + order.getDelivery());
        check(bought.size() == 2, "order " + order.getId() + " has " + bought.size() + " numbers");

        List<String> listed = client.numbers().stream().map(IdtNumber::getNumber).toList();
        boolean areListed = bought.stream().allMatch(it -> listed.contains(it.getNumber()));
        check(areListed, "the new numbers are not in the list of numbers");
        boolean isListed = client.orders().stream().anyMatch(it -> it.getId().equals(order.getId()));
        check(isListed, "order " + order.getId() + " is not in the list of orders");
        tell("the account lists both numbers, and the order");

        IdtOrderedNumber deleted = bought.get(0);
        client.deleteNumber(deleted.getNumber());
        for (IdtNumber number : client.numbers()) {
            boolean isIt = number.getNumber().equals(deleted.getNumber());
            boolean isRemoved = number.getStatus() == IdtNumberStatuses.REMOVED;
            check(!isIt || isRemoved, deleted.getNumber() + " is " + number.getStatus());
        }
        tell(deleted.getE164() + " is deleted, and listed as removed");

        return countries.size() + " countries, group " + group.getId() + " at " + fees.getSetupFee() + " + "
            + fees.getMonthlyFee() + ", preview " + preview.getOrdered() + ", order " + order.getId() + " "
            + order.getDelivery().getText() + " (" + String.join(" > ", statuses) + "), numbers "
            + bought.get(0).getE164() + " " + bought.get(1).getE164() + ", deleted " + deleted.getE164();
    }

    private static String atDialogTech(DialogTechClient client) {
        var order = client.orderNumbers(DialogTechNumberTypes.LOCAL, 2, it -> it.search("312"));
        check(order.getNumbers().size() == 2, "DialogTech sold " + order.getNumbers().size() + " numbers");
        String numbers = order.getNumbers().stream().map(it -> it.getE164()).collect(Collectors.joining(" "));
        tell("DialogTech sells numbers at once: " + numbers);
        return "DialogTech " + numbers;
    }

    private static String atDidww(DidwwClient client) {
        var inBerlin = new DidwwDidGroupFilter().withAreaName(DidwwFilter.equalTo("Berlin"));
        var berlin = client.listDidGroups(it -> it.filter(inBerlin)
            .include(List.of(DidwwDidGroupIncludes.STOCK_KEEPING_UNITS))).getDidGroups().get(0);
        var sku = berlin.getStockKeepingUnits().get(0);
        var ofGroup = new DidwwAvailableDidFilter().withDidGroupId(DidwwFilter.equalTo(berlin.getId()));
        var chosen = client.listAvailableDids(it -> it.filter(ofGroup)).getAvailableDids().get(0);
        var held = client.createDidReservation(chosen.getId()).getDidReservation();
        tell("DIDWW holds " + chosen.getE164() + ": " + sku.getSetupPrice() + " + " + sku.getMonthlyPrice() + " a month");

        var item = new DidwwNewOrderItem().withSkuId(sku.getId()).withDidReservationId(held.getId());
        var created = client.createOrder(List.of(item));
        var order = client.withTimeout(Duration.ofSeconds(60)).waitForOrder(created.getId());
        check(order.getStatus() == DidwwOrderStatuses.COMPLETED, "order " + order.getId() + " is " + order.getStatus());
        var ofOrder = new DidwwDidFilter().withOrderId(DidwwFilter.equalTo(order.getId()));
        var did = client.listDids(it -> it.filter(ofOrder).include(List.of(DidwwIncludes.DID_GROUP_COUNTRY)))
            .getDids().get(0);
        check(chosen.getNumber().equals(did.getNumber()), "order " + order.getId() + " brought " + did.getNumber());

        var trunk = client.createSipTrunk("story " + order.getReference(), "sip.example.com").getVoiceInTrunk();
        client.updateDid(did.getId(), it -> it.voiceInTrunkId(trunk.getId()));
        var routed = client.getDid(did.getId(), it -> it.include(List.of(DidwwIncludes.VOICE_IN_TRUNK))).getDid();
        check(trunk.getId().equals(routed.getVoiceInTrunk().getId()), chosen.getE164() + " is not routed");
        tell("DIDWW sold it, and sends its calls to the trunk " + trunk.getName());
        return "DIDWW order " + order.getId() + " " + order.getStatus().getText() + ", " + did.getE164() + " in "
            + did.getDidGroup().getCountry().getName();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) throw new IllegalStateException(otherwise);
    }

    private static void tell(String step) {
        System.err.println(step);
    }
}
