package dev.telnum

import java.io.Serializable

/** What a filter wants of a field. */
public sealed class DidwwFilter : Serializable {
    /** This value. One with a comma or a double quote is sent in quotes, so that it stays one. */
    public data class Is(public val value: String) : DidwwFilter()

    /** Any of these values. */
    public data class OneOf(public val values: List<String>) : DidwwFilter()

    /**
     * No value at all. The carrier allows it for most filters and does not say how it is written; it is sent as an
     * empty value.
     */
    public data object Blank : DidwwFilter() {
        private fun readResolve(): Any = Blank
    }

    /** As the core reads it. */
    internal fun given(): Any = when (this) {
        is Is -> value
        is OneOf -> values
        is Blank -> mapOf("blank" to true)
    }

    public companion object {
        /** The same as [Is], for Java. */
        @JvmStatic
        public fun equalTo(value: String): DidwwFilter = Is(value)

        /** The same as [OneOf], for Java. */
        @JvmStatic
        public fun oneOf(vararg values: String): DidwwFilter = OneOf(values.toList())

        /** The same as [Blank], for Java. */
        @JvmStatic
        public fun blank(): DidwwFilter = Blank
    }
}

/**
 * A filter that this version does not know.
 *
 * @property name the carrier's name, such as `nanpa_prefix.id`
 * @property wanted what it wants
 */
public data class DidwwOtherFilter(public val name: String, public val wanted: DidwwFilter) : Serializable

/** As the core reads them. */
internal fun List<DidwwOtherFilter>.given(): Map<String, Any> = associate { it.name to it.wanted.given() }

/**
 * One key of a sorting, the first counting most.
 *
 * @property key what to sort by
 * @property descending the greatest first; by default the smallest
 */
public data class DidwwSort<out K : DidwwSortable> @JvmOverloads constructor(
    public val key: K,
    public val descending: Boolean = false,
) : Serializable {
    /** The carrier's form: `number`, `-created_at`. */
    internal fun given(): String = if (descending) "-${key.text}" else key.text
}

/** What a list of DIDWW can be sorted by: each list has a set of its own. */
public interface DidwwSortable {
    /** The canonical text, the same in every language. */
    public val text: String
}
