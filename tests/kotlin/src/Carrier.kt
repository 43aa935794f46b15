import dev.telnum.DialogTech
import dev.telnum.Didww
import dev.telnum.Emulator
import dev.telnum.IdtExpress
import kotlin.reflect.KCallable
import kotlin.reflect.KClass
import kotlin.reflect.full.memberFunctions

/** A carrier's client: how it is made, and the keys it has at the emulator's server. */
enum class Carrier(private val type: KClass<out AutoCloseable>, val keys: Map<String, String>) {
    IDT(IdtExpress::class, mapOf("api_key" to "emulator-key", "api_secret" to "emulator-secret")),
    DT(
        DialogTech::class,
        mapOf("access_key" to "emulator-access-key", "secret_access_key" to "emulator-secret-access-key"),
    ),
    DW(Didww::class, mapOf("api_key" to "emulator-key"));

    /** The constructor that takes each option by its name. */
    val constructor: KCallable<AutoCloseable> = type.constructors.single(::takesEach)

    /** The emulator's method that does. */
    @Suppress("UNCHECKED_CAST") // What it returns was looked at.
    val emulated: KCallable<AutoCloseable> =
        Emulator::class.memberFunctions.single { it.returnType.classifier == type && takesEach(it) } as KCallable<AutoCloseable>

    private fun takesEach(function: KCallable<*>) = function.parameters.any { it.name == "logger" }

    companion object {
        /** The carrier with which an entry's name begins. */
        fun of(entry: String) = valueOf(entry.substringBefore('-').uppercase())
    }
}
