import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The examples run as they stand. */
final class ExampleTests {
    private static final Pattern STORY = Pattern.compile(
        "java: \\d+ countries, group \\d+ at [\\d.]+ \\+ [\\d.]+, preview 2, order \\S+ delivered "
            + "\\(created > (processing > )?complete\\), numbers (\\+55\\d+) \\+55\\d+, deleted \\2; "
            + "DialogTech \\+1312\\d{7} \\+1312\\d{7}; DIDWW order \\S+ completed, \\+49\\d+ in Germany\n"
    );
    private static final Pattern DIDWW = Pattern.compile(
        "Berlin: [\\d.]+ once, [\\d.]+ a month\n(\\+49\\d+) is held until \\S+\norder \\w+-\\d+ is Completed: it cost [\\d.]+\n"
            + "calls to \\1 go to the trunk office\n\\1 ends on \\S+\n"
    );
    private static final Pattern BUY = Pattern.compile("java: order \\S+ complete, 2 numbers: \\+55\\d+, \\+55\\d+\n");

    private ExampleTests() {}

    static List<Further> all(Server server) {
        String lacking = System.getenv("TELNUM_EXAMPLES") == null ? "TELNUM_EXAMPLES is not set" : null;
        String unserved = lacking == null && server == null ? "TELNUM_EMULATOR is not set" : lacking;
        return List.of(
            prints("First", lacking, Pattern.compile("16801 (.*\n)*the account has \\d+ numbers: .*\n")),
            prints("Readme", lacking, Pattern.compile("\\S+ Created\n\\[\\+55\\d+, \\+55\\d+]\n")),
            prints("Lost", lacking, Pattern.compile("sent at .*\nattempt \\S+ is PLACED: .*\nit made \\[\\S+]\n3 of 3 numbers are there\nthe carrier sold 1 order of 3\n")),
            prints("Journal", lacking, Pattern.compile("(\\S+): it was placed before, as \\1\n")),
            prints("Didww", lacking, DIDWW),
            prints("Spring", lacking, Pattern.compile("order \\S+ is kept before it is placed\n2 numbers: .*\n")),
            new Further("example Buy buys", unserved, () -> expect("Buy", server, BUY)),
            new Further("example Story tells the whole story", unserved, () -> expect("Story", server, STORY))
        );
    }

    private static Further prints(String name, String lacking, Pattern wanted) {
        return new Further("example " + name + " runs", lacking, () -> {
            String printed = run(name, "");
            Check.holds(wanted.matcher(printed).matches(), printed);
        });
    }

    private static void expect(String name, Server server, Pattern wanted) throws Exception {
        server.ask("POST", "reset", Json.read("{\"seed\": 7, \"switches\": {\"didww_complete_after_s\": 1}}"));
        String printed = run(name, server.url);
        Check.holds(wanted.matcher(printed).matches(), printed);
    }

    private static String run(String name, String url) throws Exception {
        return Processes.java(System.getenv("TELNUM_EXAMPLES"), Map.of("TELNUM_EMULATOR_URL", url), name);
    }
}
