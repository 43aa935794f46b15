import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.jna.Callback;
import com.sun.jna.Structure;
import dev.telnum.IdtOrder;
import java.io.File;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the jar tells those who shrink it or compile it ahead of time. */
final class JarTests {
    private static final String NATIVE_IMAGE = "META-INF/native-image/dev.telnum/";

    private JarTests() {}

    static List<Further> all() {
        return List.of(
            new Further("native-image knows all that JNA finds by reflection", () ->
                expectNamed("telnum/reflect-config.json", it -> isOfJna(it) || hasNative(it))
            ),
            new Further("native-image knows what JNA registers", () -> expectNamed("telnum/jni-config.json", JarTests::hasNative)),
            new Further("native-image knows what Jackson finds by reflection", () ->
                expectNamed("telnum-json/reflect-config.json", JarTests::isOfJackson)
            ),
            new Further("native-image takes the native library along", () -> {
                JsonNode resources = Json.read(text(NATIVE_IMAGE + "telnum/resource-config.json")).get("resources");
                Pattern pattern = Pattern.compile(resources.get("includes").get(0).get("pattern").asText());
                List<String> libraries = names().stream().filter(it -> it.matches(".*\\.(so|dll|dylib)")).toList();
                Check.holds(!libraries.isEmpty() && libraries.stream().allMatch(it -> pattern.matcher(it).matches()), libraries);
            }),
            new Further("rules for R8 keep what JNA finds by reflection", () -> {
                String rules = text("META-INF/proguard/telnum.pro");
                for (Class<?> type : classes()) {
                    String kept = Callback.class.isAssignableFrom(type) ? "implements com.sun.jna.Callback { *; }"
                        : Structure.class.isAssignableFrom(type) ? "extends com.sun.jna.Structure { *; }"
                        : hasNative(type) && type.getSimpleName().endsWith("UniffiLib") ? "*UniffiLib { native <methods>; }" : null;
                    if (kept != null) Check.holds(rules.contains("-keep class dev.telnum.internal.** " + kept)
                        || rules.contains("-keep class dev.telnum.internal." + kept), type);
                    else Check.holds(!hasNative(type), type);
                }
            })
        );
    }

    interface Wanted {
        boolean isIn(Class<?> type);
    }

    /** Exactly these classes stand in the file. */
    private static void expectNamed(String file, Wanted wanted) throws Exception {
        TreeSet<String> named = new TreeSet<>();
        Json.read(text(NATIVE_IMAGE + file)).forEach(it -> named.add(it.get("name").asText()));
        TreeSet<String> found = new TreeSet<>();
        for (Class<?> type : classes()) if (wanted.isIn(type)) found.add(type.getName());
        Check.equal(found, named);
    }

    private static boolean isOfJna(Class<?> type) {
        return Structure.class.isAssignableFrom(type) || Callback.class.isAssignableFrom(type);
    }

    private static boolean hasNative(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).anyMatch(it -> Modifier.isNative(it.getModifiers()));
    }

    /** What Jackson writes by an annotated method of its own, or of the set it is a value of. */
    private static boolean isOfJackson(Class<?> type) {
        boolean isWritten = Stream.of(type.getDeclaredMethods()).anyMatch(it -> it.isAnnotationPresent(JsonValue.class));
        return isWritten || type.getSimpleName().equals("Unknown") && isOfJackson(type.getSuperclass());
    }

    private static List<Class<?>> classes() throws Exception {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names()) {
            // What is for a library that is not here cannot be looked at.
            boolean isOurs = name.startsWith("dev/telnum/") && !name.startsWith("dev/telnum/serialization/");
            if (!isOurs || !name.endsWith(".class")) continue;
            classes.add(Class.forName(name.replace(".class", "").replace('/', '.'), false, JarTests.class.getClassLoader()));
        }
        return classes;
    }

    private static List<String> names() throws Exception {
        File jar = new File(IdtOrder.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (JarFile opened = new JarFile(jar)) {
            return opened.stream().map(it -> it.getName()).toList();
        }
    }

    private static String text(String resource) throws Exception {
        try (var stream = IdtOrder.class.getClassLoader().getResourceAsStream(resource)) {
            return new String(stream.readAllBytes());
        }
    }
}
