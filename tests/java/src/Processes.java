import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Java programs that run by themselves. */
final class Processes {
    private Processes() {}

    static String java(String classPath, String name, String... arguments) throws Exception {
        return java(classPath, Map.of(), name, arguments);
    }

    /** What the program prints, which has to end well. */
    static String java(String classPath, Map<String, String> environment, String name, String... arguments) throws Exception {
        String java = new File(System.getProperty("java.home"), "bin/java").getPath();
        List<String> command = new ArrayList<>(List.of(java, "-cp", classPath, name));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes());
        Check.holds(process.waitFor(60, TimeUnit.SECONDS), name + " does not end");
        Check.holds(process.exitValue() == 0, name + " ends with " + process.exitValue() + ": " + printed);
        return printed;
    }
}
