import dev.telnum.Attempt
import dev.telnum.Emulator
import dev.telnum.TelnumException
import kotlin.reflect.KParameter
import kotlin.reflect.KVisibility
import kotlin.reflect.full.callSuspendBy
import kotlin.reflect.full.memberFunctions
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a client does that was closed, and telnum where it cannot run. */
fun closedTests() = listOf(
    Further("a closed client says so in every method, and prints") {
        Emulator(7).use { emulator ->
            val idt = emulator.idtExpress()
            val dialogTech = emulator.dialogTech()
            val didww = emulator.didww()
            val attempt = idt.prepareOrder("16847", 1)
            val numbers = idt.numbers()
            listOf(idt, dialogTech, didww).forEach { it.close(); it.close() }
            for ((name, call) in listOf(idt, dialogTech, didww).flatMap { everyCall(it, attempt) }) {
                val failed = assertFailsWith<TelnumException.Configuration>(name) { call() }
                assertEquals("This client is closed.", failed.message, name)
            }
            assertFailsWith<TelnumException.Configuration> { numbers.toList() }
            assertFailsWith<TelnumException.Configuration> { idt.withResponse { getOrder("1") } }
            assertEquals(emptyList(), emulator.requests)
            assertEquals("IdtExpress(closed) DialogTech(closed) Didww(closed)", "$idt $dialogTech $didww")
        }
    },
    Further("a closed emulator says so") {
        val emulator = Emulator(7).also { it.close() }
        for (call in listOf({ emulator.requests }, { emulator.now }, { emulator.idtExpress() }, { emulator.script("[]") })) {
            assertEquals("This emulator is closed.", assertFailsWith<TelnumException.Configuration> { call() }.message)
        }
        assertTrue("$emulator".isNotEmpty())
    },
    Further("a walk ends with its client") {
        emulated { emulator, client ->
            val other = emulator.idtExpress()
            emulator.set("seeded_numbers", "9")
            val walked = mutableListOf<String>()
            val failed = assertFailsWith<TelnumException.Configuration> {
                other.numbers(pageSize = 2).collect { walked += it.number; if (walked.size == 2) other.close() }
            }
            assertEquals("This client is closed.", failed.message)
            assertEquals(2 to 1, walked.size to emulator.requests.size)
            client.listCountries()
        }
    },
    Further("where there is no library for the platform, each call says which platforms there are") {
        val printed = probe("platform", "-Djna.prefix=nowhere-1")
        val line = "telnum has no native library for nowhere-1. This jar has those for: linux-"
        assertEquals(3, printed.lines().count { it.startsWith("Configuration: $line") }, printed)
    },
    Further("on Android, a library that is not there is an error that names the artefact which has it") {
        val lines = probe("android").lines().filter { it.startsWith("Configuration: telnum's native library for android-") }
        assertEquals(3, lines.count { "depend on dev.telnum:telnum-android instead of dev.telnum:telnum." in it }, "$lines")
    },
)

/** Every method that calls the carrier, by name, with just what it must be given. */
private fun everyCall(client: AutoCloseable, attempt: Attempt): List<Pair<String, suspend () -> Any?>> {
    val others = setOf("close", "withResponse", "toString", "equals", "hashCode")
    val methods = client::class.memberFunctions.filter { it.visibility == KVisibility.PUBLIC && it.name !in others }
    fun given(parameter: KParameter) = argument(
        parameter,
        when (parameter.type.classifier) {
            Attempt::class -> json(attempt.toJson())
            Int::class -> JsonPrimitive(1)
            // Ids, attempts, or an order's items.
            List::class -> when (parameter.type.arguments.single().type!!.classifier) {
                String::class -> JsonArray(listOf(JsonPrimitive("1")))
                Attempt::class -> JsonArray(listOf(json(attempt.toJson())))
                else -> JsonArray(listOf(JsonObject(emptyMap())))
            }
            else -> JsonPrimitive("1")
        },
    )
    return methods.map { method ->
        val must = method.parameters.filter { it.kind == KParameter.Kind.VALUE && !it.isOptional }
        val arguments = mapOf(method.parameters.first() to client) + must.associateWith(::given)
        "${client::class.simpleName}.${method.name}" to suspend {
            val came = unwrapped { if (method.isSuspend) method.callSuspendBy(arguments) else method.callBy(arguments) }
            (came as Flow<*>).toList()
        }
    }
}
