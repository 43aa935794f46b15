import dev.telnum.Attempt
import dev.telnum.Environment
import dev.telnum.IdtExpress
import dev.telnum.ResponseInfo
import dev.telnum.fromJson
import java.lang.reflect.InvocationTargetException
import kotlin.reflect.KCallable
import kotlin.reflect.KFunction
import kotlin.reflect.KParameter
import kotlin.reflect.full.callSuspendBy
import kotlin.reflect.full.memberFunctions
import kotlin.reflect.jvm.jvmErasure
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** The entry wants what Kotlin's compiler refuses: an argument of another type, or none where one must be. */
class Refused(reason: String) : Exception(reason)

/** What came back, in canonical form. */
class Came(val value: JsonElement, val info: ResponseInfo?)

/** The public constructor of [IdtExpress]; the other one is the emulator's. */
val newIdtExpress: KFunction<IdtExpress> = IdtExpress::class.constructors.first { it.parameters.size > 2 }

/** Calls the method that the entry names. With [observed] it goes through `withResponse`. */
suspend fun call(client: IdtExpress, call: JsonObject, observed: Boolean): Came {
    val name = camelCase(call.getValue("operation").text)
    val method = IdtExpress::class.memberFunctions.find { it.name == name }
        ?: error("no method $name for ${call["operation"]}")
    var arguments = call["arguments"] as JsonObject? ?: JsonObject(emptyMap())
    call["timeout"]?.let { arguments = JsonObject(arguments + ("timeout" to it)) }
    if (!observed) return Came(canonical(callByNameOn(client, method, arguments)), null)
    val (value, info) = client.withResponse { callByNameOn(this, method, arguments) }
    return Came(canonical(value), info)
}

/** Makes a client whose events go to [journal]. */
fun newClient(function: KCallable<IdtExpress>, options: JsonObject, journal: Journal): IdtExpress {
    val logger = function.parameters.first { it.name == "logger" }
    return unwrapped { function.callBy(given(function, options) + (logger to journal)) }
}

private suspend fun callByNameOn(client: IdtExpress, method: KFunction<*>, arguments: JsonObject): Any? {
    val given = mapOf(method.parameters.first() to client) + given(method, arguments)
    return unwrapped { if (method.isSuspend) method.callSuspendBy(given) else method.callBy(given) }
}

/** The arguments by parameter; those the entry leaves out are not passed. */
private fun given(function: KCallable<*>, arguments: JsonObject): Map<KParameter, Any?> {
    val parameters = function.parameters.filter { it.kind == KParameter.Kind.VALUE }
    val named = arguments.mapKeys { (name, _) -> camelCase(name) }
    named.keys.find { name -> parameters.none { it.name == name } }?.let { throw Refused("there is no parameter $it") }
    parameters.find { !it.isOptional && it.name !in named }?.let { throw Refused("${it.name} must be given") }
    return parameters.filter { it.name in named }.associateWith { typed(it, named.getValue(it.name!!)) }
}

private fun typed(parameter: KParameter, value: JsonElement): Any? {
    val type = parameter.type.jvmErasure
    fun refused(): Nothing = throw Refused("${parameter.name} cannot be $value")
    if (value is JsonNull) return if (parameter.type.isMarkedNullable) null else refused()
    val text = (value as? JsonPrimitive)?.content
    val isText = (value as? JsonPrimitive)?.isString == true
    return when (type) {
        // Ids are text in Kotlin; the entries write some as numbers.
        String::class -> text?.takeIf { isText || it.toLongOrNull() != null && "Id" in parameter.name!! }
        Int::class -> text?.takeIf { !isText }?.toDoubleOrNull()?.toInt()?.takeIf { it.toDouble() == text.toDouble() }
        Boolean::class -> text?.takeIf { !isText }?.toBooleanStrictOrNull()
        Double::class -> text?.takeIf { !isText }?.toDoubleOrNull()
        Duration::class -> text?.takeIf { !isText }?.toDoubleOrNull()?.seconds
        Environment::class -> Environment.entries.find { it.name.lowercase() == text }
        Map::class -> (value as? JsonObject)?.mapValues { it.value.text }
        Attempt::class -> Attempt.fromJson(value.toString())
        else -> error("the runner makes no ${type.simpleName}")
    } ?: refused()
}

private suspend fun canonical(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is List<*> -> JsonArray(value.map { canonical(it) })
    is Flow<*> -> canonical(value.toList())
    else -> json(value.javaClass.getMethod("toJson").invoke(value) as String)
}

/** Reflection wraps what a method throws before it first suspends. */
private inline fun <T> unwrapped(call: () -> T): T = try {
    call()
} catch (wrapped: InvocationTargetException) {
    throw wrapped.targetException
}

private fun camelCase(name: String) = name.replace(Regex("_(.)")) { it.groupValues[1].uppercase() }
