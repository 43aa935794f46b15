import dev.telnum.Emulator
import dev.telnum.Response
import dev.telnum.ResponseInfo
import java.lang.reflect.InvocationTargetException
import kotlin.reflect.KCallable
import kotlin.reflect.KFunction
import kotlin.reflect.KParameter
import kotlin.reflect.full.callSuspend
import kotlin.reflect.full.callSuspendBy
import kotlin.reflect.full.instanceParameter
import kotlin.reflect.full.memberFunctions
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/**
 * The entry wants what Kotlin's compiler refuses: an argument of another type, or none where one must be. Such
 * an entry says that it needs `untyped_arguments`; one that does not is wrong, or telnum lacks something.
 */
class Refused(reason: String) : Exception("the compiler refuses it: $reason")

/** What came back, in canonical form. */
class Came(val value: JsonElement, val info: ResponseInfo?)

/** Calls the method that the entry names. With [observed] it goes through `withResponse`. */
suspend fun call(client: AutoCloseable, call: JsonObject, observed: Boolean): Came {
    val name = camelCase(call.getValue("operation").text)
    val method = client::class.memberFunctions.find { it.name == name }
        ?: error("no method $name for ${call["operation"]}")
    var arguments = inOneFilter(call["arguments"] as JsonObject? ?: JsonObject(emptyMap()))
    call["timeout"]?.let { arguments = JsonObject(arguments + ("timeout" to it)) }
    if (!observed) return Came(canonical(callByName(client, method, arguments)), null)
    val block: suspend (AutoCloseable) -> Any? = { callByName(it, method, arguments) }
    val withResponse = client::class.memberFunctions.single { it.name == "withResponse" }
    val (value, info) = unwrapped { withResponse.callSuspend(client, block) } as Response<*>
    return Came(canonical(value), info)
}

/** Filters that telnum does not know are part of the filter in Kotlin. */
private fun inOneFilter(arguments: JsonObject): JsonObject {
    val other = arguments["other_filters"] ?: return arguments
    val filter = (arguments["filter"] as JsonObject?).orEmpty() + ("other" to other)
    return JsonObject(arguments - "other_filters" + ("filter" to JsonObject(filter)))
}

/** Makes a client whose events go to [journal], by a constructor or by a method of [emulator]. */
fun newClient(
    function: KCallable<AutoCloseable>,
    options: JsonObject,
    journal: Journal,
    emulator: Emulator? = null,
): AutoCloseable {
    val logger = function.parameters.first { it.name == "logger" }
    val instance = function.instanceParameter?.let { mapOf(it to emulator) }.orEmpty()
    return unwrapped { function.callBy(given(function, options) + instance + (logger to journal)) }
}

private suspend fun callByName(client: AutoCloseable, method: KFunction<*>, arguments: JsonObject): Any? {
    val given = mapOf(method.parameters.first() to client) + given(method, arguments)
    return unwrapped { if (method.isSuspend) method.callSuspendBy(given) else method.callBy(given) }
}

/** The arguments by parameter; those the entry leaves out are not passed. */
private fun given(function: KCallable<*>, arguments: JsonObject): Map<KParameter, Any?> {
    val parameters = function.parameters.filter { it.kind == KParameter.Kind.VALUE }
    val named = arguments.mapKeys { (name, _) -> camelCase(name) }
    named.keys.find { name -> parameters.none { it.name == name } }?.let { throw Refused("there is no parameter $it") }
    parameters.find { !it.isOptional && it.name !in named }?.let { throw Refused("${it.name} must be given") }
    return parameters.filter { it.name in named }.associateWith { argument(it, named.getValue(it.name!!)) }
}

private suspend fun canonical(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is List<*> -> JsonArray(value.map { canonical(it) })
    is Flow<*> -> canonical(value.toList())
    else -> json(value.javaClass.getMethod("toJson").invoke(value) as String)
}

/** Reflection wraps what a method throws before it first suspends. */
inline fun <T> unwrapped(call: () -> T): T = try {
    call()
} catch (wrapped: InvocationTargetException) {
    throw wrapped.targetException
}

fun camelCase(name: String) = name.replace(Regex("_(.)")) { it.groupValues[1].uppercase() }
