import dev.telnum.IdtOrder;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.codehaus.mojo.animal_sniffer.SignatureChecker;
import org.codehaus.mojo.animal_sniffer.logging.PrintWriterLogger;

/** What can be said of Android without one. */
final class AndroidTests {
    private static final Set<String> NOT_OF_ANDROID =
        Set.of("dev.telnum.*", "kotlin.*", "kotlinx.*", "com.sun.jna.*", "com.fasterxml.*");

    private AndroidTests() {}

    static List<Further> all() {
        return List.of(new Further("the jar calls nothing that Android 8.0 (API 26) does not have", () -> {
            Path android = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(it -> it.endsWith(".signature")).map(Path::of).findFirst().orElseThrow();
            var printed = new ByteArrayOutputStream();
            try (InputStream signatures = Files.newInputStream(android)) {
                var checker = new SignatureChecker(signatures, NOT_OF_ANDROID, new PrintWriterLogger(new PrintStream(printed)));
                checker.setSourcePath(List.of());
                checker.process(new File(IdtOrder.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
            }
            // Where there is no Cleaner, JNA's is used instead.
            List<String> missing = printed.toString().lines().filter(it -> !it.contains("java.lang.ref.Cleaner")).toList();
            Check.equal(List.of(), missing);
            Check.holds(printed.size() > 0, "nothing was checked");
        }));
    }
}
