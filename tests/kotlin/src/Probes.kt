import dev.telnum.Didww
import dev.telnum.Emulator
import dev.telnum.IdtExpress
import dev.telnum.TelnumException
import java.io.File
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeUnit
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.DelicateCoroutinesApi
import kotlinx.coroutines.GlobalScope
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.launch

/** Runs a program below in a JVM of its own, which has to end by itself, and returns what it printed. */
fun probe(name: String, vararg options: String): String {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val command = listOf(java, *options, "-cp", System.getProperty("java.class.path"), "Probes", name)
    val process = ProcessBuilder(command).redirectErrorStream(true).start()
    try {
        val ended = process.waitFor(30, TimeUnit.SECONDS)
        val printed = if (ended) process.inputStream.bufferedReader().readText() else ""
        assertTrue(ended, "the JVM of the probe $name is held open")
        assertEquals(0, process.exitValue(), printed)
        return printed
    } finally {
        process.destroyForcibly()
    }
}

/** Programs that need a JVM of their own. */
object Probes {
    @JvmStatic
    fun main(arguments: Array<String>) = when (arguments.single()) {
        "platform" -> first()
        "android" -> {
            // By this JNA knows Android, and looks for libraries as it does there.
            System.setProperty("java.vm.name", "Dalvik")
            first()
        }
        "tokens that wait" -> hanging { began -> Didww(tokenSource = { began(); awaitCancellation() }, baseUrl = NOWHERE)::listDids }
        "tokens that block" -> hanging { began -> Didww(tokenSource = { began(); block() }, baseUrl = NOWHERE)::listDids }
        "a logger that blocks" -> hanging { began ->
            IdtExpress("emulator-key", "emulator-secret", baseUrl = NOWHERE, maxRetries = 0, logger = { began(); block() })::listCountries
        }
        else -> error("there is no such probe")
    }

    /** What a program may begin with. */
    private fun first() {
        for (call in listOf({ IdtExpress("k", "s") }, { Emulator(7) }, { Didww("k") })) {
            try {
                call()
                println("no error")
            } catch (failed: TelnumException) {
                println("${failed.javaClass.simpleName}: ${failed.message}")
            }
        }
    }

    /** Ends the main thread while the call is under way. */
    @OptIn(DelicateCoroutinesApi::class)
    private fun hanging(call: (began: () -> Unit) -> suspend () -> Any?) {
        val began = CountDownLatch(1)
        val calling = call(began::countDown)
        GlobalScope.launch { calling() }
        check(began.await(10, TimeUnit.SECONDS)) { "the call has not come so far" }
        println("the call hangs")
    }

    private fun block(): Nothing {
        while (true) Thread.sleep(1_000_000)
    }

    /** A port of this machine that refuses. */
    private const val NOWHERE = "http://127.0.0.1:1"
}
