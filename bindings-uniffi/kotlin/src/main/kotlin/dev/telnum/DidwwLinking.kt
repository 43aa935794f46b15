package dev.telnum

import dev.telnum.internal.linkNotLoaded

/** Names of fields, by type. A map has no order of its own, and equal calls send equal requests. */
internal fun fieldsets(fields: Map<String, List<String>>): List<DidwwFieldset> =
    fields.toSortedMap().map { (type, names) -> DidwwFieldset(type, names) }

internal fun DidwwLink.lead(list: List<Any>) {
    if (this is DidwwLink.Present) target = list.getOrNull(index)
}

internal fun DidwwLinks.lead(list: List<Any>) {
    if (this is DidwwLinks.Present) targets = indexes.mapNotNull(list::getOrNull)
}

/** The linked object; null where there is none. */
@Suppress("UNCHECKED_CAST") // The generated properties name the type of the list that `lead` was given.
internal fun <T> DidwwLink.follow(name: String, include: String): T? = when (this) {
    is DidwwLink.NotLoaded -> throw TelnumException.of(linkNotLoaded(name, include))
    is DidwwLink.Empty -> null
    is DidwwLink.Present -> target as T?
}

/** The linked objects. */
@Suppress("UNCHECKED_CAST")
internal fun <T> DidwwLinks.follow(name: String, include: String): List<T> = when (this) {
    is DidwwLinks.NotLoaded -> throw TelnumException.of(linkNotLoaded(name, include))
    is DidwwLinks.Present -> targets as List<T>
}
