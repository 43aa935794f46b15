import dev.telnum.Attempt
import dev.telnum.DidwwFilter
import dev.telnum.DidwwOtherFilter
import dev.telnum.DidwwSort
import dev.telnum.DidwwSortable
import java.math.BigDecimal
import kotlin.reflect.KClass
import kotlin.reflect.KParameter
import kotlin.reflect.KType
import kotlin.reflect.full.primaryConstructor
import kotlin.reflect.jvm.jvmErasure
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** An entry's argument as the type that the parameter has. */
fun argument(parameter: KParameter, value: JsonElement): Any? =
    if (value is JsonNull && parameter.type.isMarkedNullable) null
    else typed(parameter.type, value, "Id" in parameter.name!!) ?: throw Refused("${parameter.name} cannot be $value")

private fun typed(type: KType, value: JsonElement, isId: Boolean): Any? {
    val wanted = type.jvmErasure
    val text = (value as? JsonPrimitive)?.content.takeIf { value !is JsonNull }
    val isText = (value as? JsonPrimitive)?.isString == true
    val plain = text?.takeIf { !isText }
    return when {
        // Ids are text in Kotlin; the entries write some as numbers.
        wanted == String::class -> text?.takeIf { isText || isId && it.toLongOrNull() != null }
        wanted == Int::class -> plain?.toDoubleOrNull()?.toInt()?.takeIf { it.toDouble() == plain.toDouble() }
        wanted == Double::class -> plain?.toDoubleOrNull()
        wanted == BigDecimal::class -> text?.takeIf { isText }?.toBigDecimalOrNull()
        wanted == Boolean::class -> plain?.toBooleanStrictOrNull()
        wanted == Duration::class -> plain?.toDoubleOrNull()?.seconds
        wanted == Map::class -> (value as? JsonObject)?.mapValues { typed(type.arguments[1].type!!, it.value, false) ?: return null }
        wanted == List::class -> (value as? JsonArray)?.map { typed(type.arguments[0].type!!, it, isId) ?: return null }
        wanted == DidwwFilter::class -> wantedOf(value)
        wanted.simpleName!!.endsWith("Filter") -> (value as? JsonObject)?.let { filter(wanted, it) }
        wanted.simpleName!!.startsWith("DidwwNew") -> (value as? JsonObject)?.let { input(wanted, it) }
        wanted == DidwwSort::class -> text?.let {
            DidwwSort(member(type.arguments[0].type!!.jvmErasure, it.removePrefix("-")) as DidwwSortable, it.startsWith("-"))
        }
        wanted == Attempt::class -> Attempt.fromJson(value.toString())
        wanted.java.isEnum -> wanted.java.enumConstants.find { (it as Enum<*>).name.lowercase() == text }
        wanted.isSealed -> text?.takeIf { isText }?.let { member(wanted, it) }
        else -> error("the runner makes no $type")
    }
}

/** The filter by its members, and in `other` those that telnum does not know. */
private fun filter(wanted: KClass<*>, members: JsonObject): Any {
    val constructor = wanted.primaryConstructor!!
    val named = members.filter { (name, value) -> name != "other" && value !is JsonNull }.entries.associate { (name, value) ->
        val parameter = constructor.parameters.find { it.name == camelCase(name) } ?: throw Refused("there is no filter $name")
        parameter to argument(parameter, value)
    }
    val other = (members["other"] as JsonObject?).orEmpty()
        .map { (name, value) -> DidwwOtherFilter(name, wantedOf(value) ?: throw Refused("$name cannot be $value")) }
    return constructor.callBy(named + (constructor.parameters.last() to other))
}

/** What is given as a part of a call, by its members. */
private fun input(wanted: KClass<*>, members: JsonObject): Any {
    val constructor = wanted.primaryConstructor!!
    return constructor.callBy(members.entries.associate { (name, value) ->
        val parameter = constructor.parameters.find { it.name == camelCase(name) } ?: throw Refused("there is no member $name")
        parameter to argument(parameter, value)
    })
}

private fun wantedOf(value: JsonElement): DidwwFilter? = when (value) {
    is JsonNull -> null
    is JsonPrimitive -> DidwwFilter.Is(value.content)
    is JsonArray -> DidwwFilter.OneOf(value.texts())
    is JsonObject -> DidwwFilter.Blank.takeIf { value.toString() == """{"blank":true}""" }
}

/** The object of an open set that the carrier's text names, or its `Unknown`. */
private fun member(set: KClass<*>, text: String): Any {
    val known = set.sealedSubclasses.mapNotNull { it.objectInstance }
    return known.find { snakeCase(it::class.simpleName!!) == text.replace('.', '_') }
        ?: set.sealedSubclasses.first { it.simpleName == "Unknown" }.primaryConstructor!!.call(text)
}

private fun snakeCase(name: String) = name.replace(Regex("(?<=[a-z0-9])[A-Z]")) { "_" + it.value }.lowercase()
