import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dev.telnum.DialogTechNumberType;
import dev.telnum.DidwwDid;
import dev.telnum.DidwwDidFilter;
import dev.telnum.DidwwDidPage;
import dev.telnum.DidwwFilter;
import dev.telnum.DidwwInclude;
import dev.telnum.DidwwLink;
import dev.telnum.DidwwLinks;
import dev.telnum.DidwwSort;
import dev.telnum.IdtDelivery;
import dev.telnum.IdtOrder;
import dev.telnum.IdtOrderStatus;
import dev.telnum.TelnumException;
import dev.telnum.java.DialogTechNumberTypes;
import dev.telnum.java.DidwwIncludes;
import dev.telnum.java.DidwwSortKeys;
import dev.telnum.java.Emulator;
import dev.telnum.java.IdtOrderStatuses;
import java.io.File;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;

/** Records, sets and filters as Java has them. */
final class RecordTests {
    /** A class of a program that keeps records within it. */
    public static final class Kept {
        public IdtOrder order;
        public IdtOrderStatus status;
        public IdtDelivery delivery;
        public DidwwLink link;
        public DidwwLinks links;
        public List<DidwwDid> dids;
    }

    private RecordTests() {}

    static List<Further> all() {
        return List.of(
            new Further("every record goes through Jackson and its own JSON", RecordTests::everyRecord),
            new Further("records go through Jackson within another class", Check.emulated((emulator, client) -> {
                DidwwDidPage page = emulator.didww().build().listDids(it -> it.include(List.of(DidwwIncludes.DID_GROUP)).pageSize(2));
                Kept kept = new Kept();
                kept.order = client.createOrder("16847", 2);
                kept.status = IdtOrderStatuses.COMPLETE;
                kept.delivery = IdtDelivery.PARTLY_DELIVERED;
                kept.link = page.getDids().get(0).getDidGroupLink();
                kept.links = page.getDids().get(0).getDidGroup().getStockKeepingUnitLinks();
                kept.dids = page.getDids();
                Kept read = Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(kept), Kept.class);
                Check.equal(kept.order, read.order);
                Check.holds(read.status == IdtOrderStatuses.COMPLETE && read.delivery == kept.delivery, read.status);
                Check.equal(List.of(kept.link, kept.links, kept.dids), List.of(read.link, read.links, read.dids));
            })),
            new Further("links of a page lead to what it includes, also after Jackson", () -> {
                try (var emulator = new Emulator(); var client = emulator.didww().build()) {
                    DidwwDidPage page = client.listDids(it -> it.include(List.of(DidwwIncludes.DID_GROUP_COUNTRY)).pageSize(9));
                    DidwwDidPage read = Json.MAPPER.readValue(page.toJson(), DidwwDidPage.class);
                    Check.equal(page, read);
                    Check.equal(countries(page), countries(read));
                    Check.holds(read.getDids().get(0).getDidGroup() == read.getDids().get(0).getDidGroup(), "it is not shared");
                    Check.fails(TelnumException.InvalidInput.class, () -> read.getDids().get(0).getOrder());
                    DidwwDid alone = Json.MAPPER.readValue(page.getDids().get(0).toJson(), DidwwDid.class);
                    Check.fails(TelnumException.InvalidInput.class, alone::getDidGroup);
                }
            }),
            new Further("Jackson ignores new members, and names a missing one", Check.emulated((emulator, client) -> {
                IdtOrder order = client.createOrder("16847", 2);
                String more = order.toJson().replaceFirst("\\{", "{\"new\":{\"a\":[1]},");
                Check.equal(order, Json.MAPPER.readValue(more, IdtOrder.class));
                String less = order.toJson().replace("\"status_text\"", "\"other\"");
                var wrong = Check.fails(JsonMappingException.class, () -> Json.MAPPER.readValue(less, IdtOrder.class));
                Check.holds(wrong.getMessage().contains("`status_text` is missing"), wrong.getMessage());
            })),
            new Further("Jackson reads the same where it knows the names of parameters", Check.emulated((emulator, client) -> {
                JsonMapper mapper = JsonMapper.builder().addModule(new ParameterNamesModule()).build();
                IdtOrder order = client.createOrder("16847", 2);
                Check.equal(order, mapper.readValue(mapper.writeValueAsString(order), IdtOrder.class));
                Check.holds(mapper.readValue("\"complete\"", IdtOrderStatus.class) == IdtOrderStatuses.COMPLETE, "another status");
                Check.equal(IdtDelivery.MOVING, mapper.readValue("\"moving\"", IdtDelivery.class));
                Check.equal(DidwwLinks.NotLoaded.INSTANCE, mapper.readValue("\"not_loaded\"", DidwwLinks.class));
            })),
            new Further("values of open sets are constants, and compare by ==", () -> {
                Check.holds(IdtOrderStatus.of("complete") == IdtOrderStatuses.COMPLETE, IdtOrderStatuses.COMPLETE);
                Check.holds(DidwwInclude.of("did_group.country") == DidwwIncludes.DID_GROUP_COUNTRY, DidwwIncludes.DID_GROUP_COUNTRY);
                Check.holds(DialogTechNumberType.of("local") == DialogTechNumberTypes.LOCAL, DialogTechNumberTypes.LOCAL);
                Check.equal(new IdtOrderStatus.Unknown("Odd"), IdtOrderStatus.of("Odd"));
            }),
            new Further("filters and sortings are made without a long constructor", () -> {
                try (var emulator = new Emulator(); var client = emulator.didww().build()) {
                    var filter = new DidwwDidFilter().withBlocked(false).withCountryId(DidwwFilter.oneOf("1", "2"))
                        .withDescription(DidwwFilter.blank()).withNumber(DidwwFilter.equalTo("44"));
                    client.listDids(it -> it.filter(filter).sort(List.of(
                        new DidwwSort<>(DidwwSortKeys.CREATED_AT, true), new DidwwSort<>(DidwwSortKeys.NUMBER)
                    )));
                    String target = emulator.getRequests().get(0).getTarget();
                    for (String part : List.of("=false", "=1%2C2", "=44", "sort=-created_at%2Cnumber")) {
                        Check.holds(target.replace("1,2", "1%2C2").replace(",n", "%2Cn").contains(part), target);
                    }
                }
            })
        );
    }

    private static List<String> countries(DidwwDidPage page) {
        return page.getDids().stream().map(it -> it.getDidGroup().getCountry().getName()).toList();
    }

    /** Also those that no answer of the emulator holds, each made by its constructor. */
    private static void everyRecord() throws Exception {
        File jar = new File(IdtOrder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        int records = 0;
        try (JarFile opened = new JarFile(jar)) {
            for (String name : opened.stream().map(it -> it.getName()).filter(it -> it.startsWith("dev/telnum/")).toList()) {
                boolean isOther = name.contains("$") || name.contains("/serialization/") || name.endsWith("Attempt.class");
                if (isOther || !name.endsWith(".class")) continue;
                Class<?> type = Class.forName(name.replace(".class", "").replace('/', '.'));
                if (Arrays.stream(type.getMethods()).noneMatch(it -> it.getName().equals("fromJson"))) continue;
                Records.canonical(made(type));
                records++;
            }
        }
        Check.holds(records > 30, records + " records");
    }

    private static Object made(Class<?> type) throws Exception {
        Constructor<?> constructor = Arrays.stream(type.getConstructors()).filter(it -> !it.isSynthetic()).findFirst().orElseThrow();
        Type[] types = constructor.getGenericParameterTypes();
        Object[] values = new Object[types.length];
        for (int place = 0; place < types.length; place++) values[place] = value(types[place]);
        return constructor.newInstance(values);
    }

    private static Object value(Type type) throws Exception {
        if (type instanceof WildcardType any) return value(any.getUpperBounds()[0]);
        if (type instanceof ParameterizedType list) return List.of(value(list.getActualTypeArguments()[0]));
        Class<?> of = (Class<?>) type;
        if (of == String.class) return "ü\"\\\n\u2028";
        if (of == int.class || of == Integer.class) return Integer.MIN_VALUE;
        if (of == double.class || of == Double.class) return 1.0E-7;
        if (of == boolean.class || of == Boolean.class) return true;
        if (of == BigDecimal.class) return new BigDecimal("0.0100");
        if (of == Instant.class) return Instant.parse("2020-06-26T11:01:16.050Z");
        if (of == DidwwLink.class) return DidwwLink.Empty.INSTANCE;
        if (of == DidwwLinks.class) return DidwwLinks.NotLoaded.INSTANCE;
        if (of.getName().equals("dev.telnum.Attempt")) return null;
        if (of.isEnum()) return of.getEnumConstants()[0];
        if (Modifier.isAbstract(of.getModifiers())) return of.getMethod("of", String.class).invoke(null, "Odd");
        return made(of);
    }
}
