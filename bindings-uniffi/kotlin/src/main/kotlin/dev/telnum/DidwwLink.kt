package dev.telnum

import com.fasterxml.jackson.annotation.JsonCreator
import com.fasterxml.jackson.annotation.JsonValue
import dev.telnum.internal.linkNotLoaded
import java.io.Serializable

/**
 * A relationship to at most one object. Canonical: `"not_loaded"`, null, or `{"id": "…"}`.
 *
 * Where an object stands in its page says nothing of what it is: links compare by ids.
 */
public sealed class DidwwLink : Serializable {
    /** The id of the linked object, where there is one and the answer says it. */
    public open val id: String? get() = null

    /** The answer does not say: the call did not include it, or the carrier left it out. */
    public data object NotLoaded : DidwwLink() {
        private fun readResolve(): Any = NotLoaded
    }

    /** There is none. */
    public data object Empty : DidwwLink() {
        private fun readResolve(): Any = Empty
    }

    /** There is one. */
    public class Present internal constructor(private var itsId: String?, private val place: Int) : DidwwLink() {
        /** The object that it leads to, once its page has crossed. */
        internal var target: Any? = null
            private set

        /** Whether it was read without a page, so that only its id is known. */
        internal var isAlone: Boolean = place == BY_ID
            private set

        override val id: String get() = itsId.orEmpty()

        internal fun <T : Any> lead(list: List<T>, id: (T) -> String) {
            isAlone = false
            // A page that was read from JSON knows ids only.
            val found = if (place == BY_ID) list.find { id(it) == itsId } else list.getOrNull(place)
            target = found?.also { itsId = id(it) }
        }

        override fun equals(other: Any?): Boolean = other is Present && id == other.id

        override fun hashCode(): Int = id.hashCode()

        override fun toString(): String = "Present(id=$id)"
    }

    @JsonValue
    internal fun canonical(): Any? = when (this) {
        is NotLoaded -> NOT_LOADED
        is Empty -> null
        is Present -> mapOf("id" to id)
    }

    internal companion object {
        @JvmStatic
        @JsonCreator
        private fun of(canonical: Any?): DidwwLink = JsonMember(mapOf("link" to canonical)).link("link")
    }
}

/** A relationship to any number of objects. Canonical: `"not_loaded"`, or a list of `{"id": "…"}`. */
public sealed class DidwwLinks : Serializable {
    /** The ids of the linked objects, where the answer says them. */
    public open val ids: List<String>? get() = null

    /** The answer does not say: the call did not include it, or the carrier left it out. */
    public data object NotLoaded : DidwwLinks() {
        private fun readResolve(): Any = NotLoaded
    }

    /** These, and no other. */
    public class Present internal constructor(internal val links: List<DidwwLink.Present>) : DidwwLinks() {
        override val ids: List<String> get() = links.map { it.id }

        override fun equals(other: Any?): Boolean = other is Present && links == other.links

        override fun hashCode(): Int = links.hashCode()

        override fun toString(): String = "Present(ids=$ids)"
    }

    @JsonValue
    internal fun canonical(): Any = when (this) {
        is NotLoaded -> NOT_LOADED
        is Present -> ids.map { mapOf("id" to it) }
    }

    internal companion object {
        @JvmStatic
        @JsonCreator
        private fun of(canonical: Any): DidwwLinks = JsonMember(mapOf("links" to canonical)).links("links")
    }
}

internal const val NOT_LOADED = "not_loaded"

internal fun <T : Any> DidwwLink.lead(list: List<T>, id: (T) -> String) {
    if (this is DidwwLink.Present) lead(list, id)
}

internal fun <T : Any> DidwwLinks.lead(list: List<T>, id: (T) -> String) {
    if (this is DidwwLinks.Present) links.forEach { it.lead(list, id) }
}

/** The linked object; null where there is none. */
@Suppress("UNCHECKED_CAST") // The generated properties name the type of the list that `lead` was given.
internal fun <T> DidwwLink.follow(name: String, include: String): T? = when (this) {
    is DidwwLink.NotLoaded -> throw notLoaded(name, include)
    is DidwwLink.Empty -> null
    is DidwwLink.Present -> if (isAlone) throw alone(name) else target as T?
}

/** The linked objects. */
@Suppress("UNCHECKED_CAST")
internal fun <T> DidwwLinks.follow(name: String, include: String): List<T> = when (this) {
    is DidwwLinks.NotLoaded -> throw notLoaded(name, include)
    is DidwwLinks.Present -> links.mapNotNull { if (it.isAlone) throw alone(name) else it.target as T? }
}

private fun alone(name: String): TelnumException =
    jsonRefused("`$name` was read without its page, so that only its id is known", name)

private fun notLoaded(name: String, include: String): TelnumException =
    TelnumException.of(Message(linkNotLoaded(name, include)).one { errorInfo() })
