package dev.telnum

import com.sun.jna.Callback
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native
import com.sun.jna.Platform
import dev.telnum.internal.uniffiCallbackInterfaceJournalCore
import dev.telnum.internal.uniffiCallbackInterfaceLoggerCore
import dev.telnum.internal.uniffiCallbackInterfaceTokenSourceCore
import dev.telnum.internal.uniffiEnsureInitialized
import dev.telnum.internal.uniffiForeignFutureDroppedCallbackImpl
import dev.telnum.internal.uniffiRustFutureContinuationCallbackImpl

/** The core. Whatever calls it goes by here first. */
internal object NativeLibrary {
    @Volatile
    private var isLoaded = false
    private var failed: LinkageError? = null

    /**
     * Loads it, once.
     *
     * @throws TelnumException.Configuration where there is none for this platform, each time that it is wanted
     */
    fun ensureLoaded() {
        if (!isLoaded) load()
    }

    @Synchronized
    private fun load() {
        if (isLoaded) return
        try {
            prepareThreads()
            uniffiEnsureInitialized()
        } catch (missing: LinkageError) {
            // The JVM tells only the first who asks what was wrong.
            val first = failed ?: missing.also { failed = it }
            throw TelnumException.Configuration(localError(ErrorKind.CONFIGURATION, explain(first)), first)
        }
        isLoaded = true
    }

    /**
     * JNA attaches a thread of the core at its first callback, and asks then whether it is a daemon: none may hold
     * the JVM open. Attached they stay, since JNA else attaches and detaches one a call.
     */
    private fun prepareThreads() {
        val initializer = CallbackThreadInitializer(true, false, "telnum")
        val callbacks = listOf<Callback>(
            uniffiRustFutureContinuationCallbackImpl,
            uniffiForeignFutureDroppedCallbackImpl,
            uniffiCallbackInterfaceJournalCore.ask,
            uniffiCallbackInterfaceJournalCore.uniffiClone,
            uniffiCallbackInterfaceJournalCore.uniffiFree,
            uniffiCallbackInterfaceLoggerCore.log,
            uniffiCallbackInterfaceLoggerCore.uniffiClone,
            uniffiCallbackInterfaceLoggerCore.uniffiFree,
            uniffiCallbackInterfaceTokenSourceCore.token,
            uniffiCallbackInterfaceTokenSourceCore.uniffiClone,
            uniffiCallbackInterfaceTokenSourceCore.uniffiFree,
        )
        for (callback in callbacks) Native.setCallbackThreadInitializer(callback, initializer)
    }

    private fun explain(missing: LinkageError): String {
        val here = runCatching { Platform.RESOURCE_PREFIX }.getOrElse { "this platform" }
        val there = PLATFORMS.filter { (folder, file) -> javaClass.getResource("/$folder/$file") != null }.keys
        val packed = there.joinToString().ifEmpty { "none" }
        val why = "telnum's native library for $here could not be loaded: ${missing.message?.lineSequence()?.first()}"
        return when {
            // Libraries are part of an app there, and are not looked for in a jar.
            Platform.isAndroid() -> "$why. On Android, depend on dev.telnum:telnum-android instead of dev.telnum:telnum."
            here in there -> why
            else -> "telnum has no native library for $here. This jar has those for: $packed."
        }
    }

    private val PLATFORMS = mapOf(
        "linux-x86-64" to "libtelnum_uniffi.so",
        "linux-aarch64" to "libtelnum_uniffi.so",
        "darwin-x86-64" to "libtelnum_uniffi.dylib",
        "darwin-aarch64" to "libtelnum_uniffi.dylib",
        "win32-x86-64" to "telnum_uniffi.dll",
        "win32-aarch64" to "telnum_uniffi.dll",
    )
}
