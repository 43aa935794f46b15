import kotlin.test.assertEquals
import kotlinx.coroutines.flow.count

/** Walks over lists that change while they are read. */
fun walkTests() = listOf(
    Further("numbers that are deleted while they are listed hide no others") {
        emulated { emulator, client ->
            emulator.set("seeded_numbers", "250")
            emulator.set("removed_listed_s", "0")
            val released = mutableSetOf<String>()
            client.numbers().collect { released += client.deleteNumber(it.number).number }
            assertEquals(250, released.size)
            assertEquals(0, client.numbers().count())
        }
    },
)
