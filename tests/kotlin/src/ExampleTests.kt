import java.io.File
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertTrue

/** The examples run as they stand. */
fun exampleTests(server: Server?): List<Further> {
    val classes = System.getenv("TELNUM_EXAMPLES")
    val lacking = if (classes == null) "TELNUM_EXAMPLES is not set" else null
    fun example(name: String) = Further("example $name runs", lacking) { assertTrue(run(classes, name).isNotBlank()) }
    val didww = Further("example Didww buys a number in Berlin", lacking) {
        val printed = run(classes, "Didww")
        assertTrue(DIDWW.matches(printed), printed)
    }
    val buy = Further("example Buy buys", lacking ?: unless(server)) {
        server!!.ask("POST", "reset", json("""{"seed": 7}"""))
        val printed = run(classes, "Buy", "TELNUM_EMULATOR_URL" to server.url)
        assertTrue(Regex("kotlin: order \\S+ complete, 2 numbers: \\+55\\d+, \\+55\\d+\n").matches(printed), printed)
    }
    val story = Further("example Story tells the whole story", lacking ?: unless(server)) {
        server!!.ask("POST", "reset", json("""{"seed": 7, "switches": {"didww_complete_after_s": 1}}"""))
        val printed = run(classes, "Story", "TELNUM_EMULATOR_URL" to server.url)
        assertTrue(STORY.matches(printed), printed)
    }
    val journal = Further("example Journal does not buy again", lacking) {
        val printed = run(classes, "Journal")
        assertTrue(Regex("(\\S+): it was placed before, as \\1\n").matches(printed), printed)
    }
    return listOf(example("First"), example("Lost"), example("Readme"), journal, didww, buy, story)
}

private fun run(classes: String, name: String, vararg environment: Pair<String, String>): String {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val builder = ProcessBuilder(java, "-cp", classes, "${name}Kt").redirectError(ProcessBuilder.Redirect.INHERIT)
    builder.environment() += environment
    val process = builder.start()
    val printed = process.inputStream.bufferedReader().readText()
    assertTrue(process.waitFor(60, TimeUnit.SECONDS))
    assertEquals(0, process.exitValue(), printed)
    return printed
}

private val DIDWW = Regex(
    "Berlin: [\\d.]+ once, [\\d.]+ a month\n(\\+49\\d+) is held until \\S+\norder \\w+-\\d+ is Completed: it cost [\\d.]+\n" +
        "calls to \\1 go to the trunk office\n\\1 ends on \\S+\n",
)

private val STORY = Regex(
    "kotlin: \\d+ countries, group \\d+ at [\\d.]+ \\+ [\\d.]+, preview 2, order \\S+ delivered " +
        "\\(created > (processing > )?complete\\), numbers (\\+55\\d+) \\+55\\d+, deleted \\2; " +
        "DialogTech \\+1312\\d{7} \\+1312\\d{7}; DIDWW order \\S+ completed, \\+49\\d+ in Germany\n",
)
