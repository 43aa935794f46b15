import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The jar's rules, which R8 reads as well, keep what a program needs. */
final class ShrinkTests {
    private static final String PRINTED = """
        Jackson true
        Java true
        DIDs 2
        list_countries request
        list_countries call
        countries 17
        """;

    private ShrinkTests() {}

    static List<Further> all(Server server) {
        String unserved = server == null ? "TELNUM_EMULATOR is not set" : null;
        return List.of(new Further("a program that ProGuard shrank and renamed runs", unserved, () -> {
            server.ask("POST", "reset", Json.read("{\"seed\": 7}"));
            Path folder = Files.createTempDirectory("telnum");
            try {
                Path rules = folder.resolve("program.pro");
                Path shrunk = folder.resolve("program.jar");
                Files.write(rules, rules(folder, shrunk));
                Processes.java(System.getProperty("java.class.path"), "proguard.ProGuard", "@" + rules);
                String classPath = Stream.concat(Stream.of(shrunk.toString()), jars("jackson")).reduce((a, b) -> a + File.pathSeparator + b).get();
                Check.equal(PRINTED, Processes.java(classPath, "Shrunk", server.url));
            } finally {
                try (var files = Files.list(folder)) {
                    for (Path file : files.toList()) Files.delete(file);
                }
                Files.delete(folder);
            }
        }));
    }

    private static List<String> rules(Path folder, Path shrunk) throws Exception {
        Path own = folder.resolve("telnum.pro");
        try (var stream = ShrinkTests.class.getClassLoader().getResourceAsStream("META-INF/proguard/telnum.pro")) {
            Files.write(own, stream.readAllBytes());
        }
        List<String> rules = new ArrayList<>();
        String classes = Path.of(Shrunk.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
        rules.add("-injars '" + classes + "'(Shrunk.class)");
        for (String name : List.of("telnum", "jna", "kotlin-stdlib", "kotlinx-coroutines", "annotations")) {
            jars(name).forEach(it -> rules.add("-injars '" + it + "'(!META-INF/**,!module-info.class)"));
        }
        jars("jackson").forEach(it -> rules.add("-libraryjars '" + it + "'(!META-INF/versions/**,!module-info.class)"));
        for (String module : List.of("java.base", "java.desktop", "java.logging", "jdk.unsupported")) {
            rules.add("-libraryjars <java.home>/jmods/" + module + ".jmod(!**.jar;!module-info.class)");
        }
        rules.addAll(List.of(
            "-outjars '" + shrunk + "'", "-keep class Shrunk { public static void main(java.lang.String[]); }", "-include '" + own + "'",
            // Coroutines do not survive ProGuard's optimizing, with or without telnum, and warn of what they can do without.
            "-dontoptimize", "-dontwarn kotlin.**,kotlinx.coroutines.**", "-dontnote **"
        ));
        return rules;
    }

    private static Stream<String> jars(String name) {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(it -> Path.of(it).getFileName().toString().matches(name + "[-a-z0-9]*-[0-9].*jar"));
    }
}
