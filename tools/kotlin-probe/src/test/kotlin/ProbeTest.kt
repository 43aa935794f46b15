import com.sun.jna.Native
import kotlin.reflect.full.callSuspend
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test

suspend fun pointerSize(): Int {
    delay(1)
    return Native.POINTER_SIZE
}

class ProbeTest {
    @Test
    fun `coroutines, reflection and JNA work together`() {
        assertEquals(8, runBlocking { ::pointerSize.callSuspend() })
    }
}
