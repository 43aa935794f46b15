import dev.telnum.IdtExpress
import java.io.File
import java.util.jar.JarFile
import kotlin.reflect.KCallable
import kotlin.reflect.KClass
import kotlin.reflect.KVisibility
import kotlin.reflect.full.declaredMembers
import kotlin.test.assertTrue

/** Compares what users can name with `public-surface.txt`; `make surface` writes it anew. */
fun assertPublicSurface() {
    val jar = File(IdtExpress::class.java.protectionDomain.codeSource.location.toURI())
    val names = JarFile(jar).use { opened ->
        opened.entries().asSequence().map { it.name }.filter { it.endsWith(".class") && it.startsWith("dev/") }.toList()
    }
    val surface = names.sorted().flatMap { describe(Class.forName(it.removeSuffix(".class").replace('/', '.'))) }.joinToString("\n", postfix = "\n")
    System.getenv("TELNUM_WRITE_SURFACE")?.let { return File(it).writeText(surface) }
    val committed = object {}.javaClass.getResource("/public-surface.txt")!!.readText()
    val (gone, new) = committed.lines().toSet() - surface.lines().toSet() to surface.lines().toSet() - committed.lines().toSet()
    assertTrue(committed == surface, "gone: $gone; new: $new (`make surface ONLY=kotlin` writes it anew)")
}

private fun describe(type: Class<*>): List<String> {
    if (type.isSynthetic || type.isAnonymousClass || type.isLocalClass) return emptyList()
    // A file's functions have no Kotlin class of their own.
    if (type.simpleName.endsWith("Kt")) {
        val names = type.declaredMethods.filter { !it.isSynthetic && java.lang.reflect.Modifier.isPublic(it.modifiers) }
        return names.filter { type.simpleName == "AttemptsKt" }.map { "fun ${type.name}.${it.name}" }
    }
    val kotlin = type.kotlin
    if (!isPublic(kotlin)) return emptyList()
    val members = kotlin.constructors + kotlin.declaredMembers
    val lines = members.filter { it.visibility == KVisibility.PUBLIC && !Regex("component\\d+|copy|hashCode|equals|toString").matches(it.name) }.map { "    " + describe(it) }
    val constants = type.enumConstants.orEmpty().map { "    $it" }
    val parents = kotlin.supertypes.map { it.toString() }.filter { it != "kotlin.Any" }.sorted()
    return listOf(kotlin.qualifiedName + parents.joinToString(", ", " : ").takeIf { parents.isNotEmpty() }.orEmpty()) + (lines + constants).sorted()
}

private fun isPublic(type: KClass<*>): Boolean =
    type.visibility == KVisibility.PUBLIC && type.java.declaringClass?.let { isPublic(it.kotlin) } != false

private fun describe(member: KCallable<*>): String {
    val parameters = member.parameters.filter { it.kind == kotlin.reflect.KParameter.Kind.VALUE }
        .joinToString { "${it.name}: ${it.type}${if (it.isOptional) " = …" else ""}" }
    val suspend = if (member.isSuspend) "suspend " else ""
    return if (member is kotlin.reflect.KProperty<*>) "val ${member.name}: ${member.returnType}" else "${suspend}fun ${member.name}($parameters): ${member.returnType}"
}
