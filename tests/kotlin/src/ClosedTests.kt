import dev.telnum.DialogTechNumberType
import dev.telnum.Emulator
import dev.telnum.TelnumException
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertTrue
import kotlinx.coroutines.flow.collect
import kotlinx.coroutines.flow.toList

/** What a client does that was closed, and telnum where it cannot run. */
fun closedTests() = listOf(
    Further("a closed client says so in every method, and prints") {
        Emulator(7).use { emulator ->
            val idt = emulator.idtExpress()
            val dialogTech = emulator.dialogTech()
            val didww = emulator.didww()
            val attempt = idt.prepareOrder("16847", 1)
            val numbers = idt.numbers()
            listOf(idt, dialogTech, didww).forEach { it.close(); it.close() }
            val calls = listOf<suspend () -> Any?>(
                { idt.listCountries() }, { idt.listRegions("CA") }, { idt.listDidGroups("BR") }, { idt.previewOrder("16847", 1) },
                { idt.prepareOrder("16847", 1) }, { idt.place(attempt) }, { idt.createOrder("16847", 1) }, { idt.getOrder("1") },
                { idt.waitForOrder("1") }, { idt.watchOrder("1").toList() }, { idt.listOrders() }, { idt.orders().toList() },
                { idt.orderPages().toList() }, { idt.deleteNumber("1") }, { idt.listNumbers() }, { numbers.toList() },
                { idt.withResponse { getOrder("1") } }, { dialogTech.orderNumbers(DialogTechNumberType.Tollfree, 1) },
                { didww.listDids() }, { didww.dids().toList() },
            )
            for ((index, call) in calls.withIndex()) {
                val failed = assertFailsWith<TelnumException.Configuration>("call $index") { call() }
                assertEquals("This client is closed.", failed.message, "call $index")
            }
            assertEquals(emptyList(), emulator.requests)
            assertEquals("IdtExpress(closed) DialogTech(closed) Didww(closed)", "$idt $dialogTech $didww")
        }
    },
    Further("a closed emulator says so") {
        val emulator = Emulator(7).also { it.close() }
        for (call in listOf({ emulator.requests }, { emulator.now }, { emulator.idtExpress() }, { emulator.script("[]") })) {
            assertEquals("This emulator is closed.", assertFailsWith<TelnumException.Configuration> { call() }.message)
        }
        assertTrue("$emulator".isNotEmpty())
    },
    Further("a walk ends with its client") {
        emulated { emulator, client ->
            val other = emulator.idtExpress()
            emulator.set("seeded_numbers", "9")
            val walked = mutableListOf<String>()
            val failed = assertFailsWith<TelnumException.Configuration> {
                other.numbers(pageSize = 2).collect { walked += it.number; if (walked.size == 2) other.close() }
            }
            assertEquals("This client is closed.", failed.message)
            assertEquals(2 to 1, walked.size to emulator.requests.size)
            client.listCountries()
        }
    },
    Further("where there is no library for the platform, each call says which platforms there are") {
        val printed = probe("platform", "-Djna.prefix=nowhere-1")
        val line = "telnum has no native library for nowhere-1. This jar has those for: linux-"
        assertEquals(3, printed.lines().count { it.startsWith("Configuration: $line") }, printed)
    },
)
