import dev.telnum.ClientOptions
import dev.telnum.DialogTech
import dev.telnum.DialogTechOrderMethod
import dev.telnum.Didww
import dev.telnum.Emulator
import dev.telnum.Environment
import dev.telnum.IdtExpress
import dev.telnum.LogLevel
import dev.telnum.TelnumException
import dev.telnum.TokenSource
import kotlin.reflect.full.primaryConstructor
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertFalse
import kotlin.test.assertTrue
import kotlin.time.Duration.Companion.seconds

/** The options of every client, as one value. */
fun optionsTests() = listOf(
    Further("clients are made of one value of options") {
        val options = ClientOptions(headers = mapOf("x-relay" to "1"), baseUrl = "http://localhost:1")
        IdtExpress("emulator-key", "emulator-secret", options).use { assertTrue("localhost:1" in "$it", "$it") }
        IdtExpress(apiKey = "emulator-key", apiSecret = "emulator-secret", options = options).close()
        DialogTech("emulator-key", "emulator-secret", options = options).use { assertTrue("localhost:1" in "$it", "$it") }
        Didww("emulator-key", options = options).use { assertTrue("localhost:1" in "$it", "$it") }
        Didww(tokenSource = { "token" }, options = options).close()
        val refused = assertFailsWith<TelnumException.Configuration> { Didww("key", options = options.copy(maxRetries = -1)) }
        assertTrue("maxRetries" in refused.text, refused.text)
    },

    Further("an emulator's clients take the options too") {
        Emulator(7).use { emulator ->
            val journal = Journal()
            val options = ClientOptions(headers = mapOf("x-relay" to "1"), logger = journal, logLevel = LogLevel.INFO)
            emulator.idtExpress(options = options).use { it.listCountries() }
            emulator.didww(options = options.copy(headers = emptyMap())).use { it.listDids() }
            emulator.dialogTech(options = options).close()
            val relayed = emulator.requests.map { request -> request.headers.any { it.name == "x-relay" && it.value == "1" } }
            assertEquals(listOf(true, false), relayed)
            assertEquals(2, journal.events.size, "${journal.events}")
        }
    },

    Further("Java makes options, and clients of them") {
        val options = ClientOptions::class.java.getConstructor().newInstance()
            .withTimeout(java.time.Duration.ofSeconds(5)).withMaxRetries(0).withEnvironment(Environment.SANDBOX)
        assertEquals(ClientOptions(timeout = 5.seconds, maxRetries = 0, environment = Environment.SANDBOX), options)
        val text = String::class.java
        val all = ClientOptions::class.java
        IdtExpress::class.java.getConstructor(text, text, all).newInstance("key", "secret", options).close()
        DialogTech::class.java.getConstructor(text, text, DialogTechOrderMethod::class.java, all)
        Didww::class.java.getConstructor(text, all).newInstance("key", options).close()
        Didww::class.java.getConstructor(text, text, TokenSource::class.java, all)
        Emulator::class.java.getMethod("idtExpress", all)
        // Whatever is an option can be set.
        for (property in ClientOptions::class.primaryConstructor!!.parameters) {
            val with = "with${property.name!!.replaceFirstChar(Char::uppercase)}"
            assertEquals(1, ClientOptions::class.java.methods.count { it.name == with }, with)
        }
    },

    Further("options print what is set, and no secret") {
        assertEquals("ClientOptions()", "${ClientOptions()}")
        val options = ClientOptions(
            baseUrl = "https://nobody-sees.example", headers = mapOf("x-relay" to "nobody-sees"), timeout = 5.seconds,
            proxy = "http://user:nobody-sees@proxy", maxRetries = 1,
        )
        assertFalse("nobody-sees" in "$options", "$options")
        assertTrue("headers=[x-relay]" in "$options" && "timeout=5s" in "$options" && "maxRetries=1" in "$options", "$options")
    },
)
