import dev.telnum.DialogTech
import dev.telnum.Didww
import dev.telnum.Emulator
import dev.telnum.IdtExpress
import kotlin.reflect.KCallable
import kotlin.reflect.KClass

/** A carrier's client: how it is made, and the keys it has at the emulator's server. */
enum class Carrier(
    type: KClass<out AutoCloseable>,
    val emulated: (Emulator) -> KCallable<AutoCloseable>,
    val keys: Map<String, String>,
) {
    IDT(IdtExpress::class, { it::idtExpress }, mapOf("api_key" to "emulator-key", "api_secret" to "emulator-secret")),
    DT(
        DialogTech::class,
        { it::dialogTech },
        mapOf("access_key" to "emulator-access-key", "secret_access_key" to "emulator-secret-access-key"),
    ),
    DW(Didww::class, { it::didww }, mapOf("api_key" to "emulator-key"));

    /** The public constructor; the others are telnum's own. */
    val constructor: KCallable<AutoCloseable> = type.constructors.first { it.parameters.size > 2 }

    companion object {
        /** The carrier with which an entry's name begins. */
        fun of(entry: String) = valueOf(entry.substringBefore('-').uppercase())
    }
}
