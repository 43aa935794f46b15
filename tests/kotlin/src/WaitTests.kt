import dev.telnum.IdtDelivery
import dev.telnum.IdtOrder
import dev.telnum.IdtOrderStatus
import dev.telnum.TelnumException
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeout

/** What entries cannot say of waiting and walking: callbacks, flows, cancelling. */
fun waitTests() = listOf(
    Further("a wait and a watch show the same steps, in order") {
        emulated { _, client ->
            val shown = mutableListOf<IdtOrder>()
            val end = client.waitForOrder(client.createOrder(IN_STEPS, 4).id) { shown += it }
            assertEquals(listOf(0, 2, 4), shown.map { it.fulfilled })
            assertEquals(listOf(IdtOrderStatus.Created, IdtOrderStatus.Processing, IdtOrderStatus.Complete), shown.map { it.status })
            assertEquals(shown.last(), end)
            val watched = client.watchOrder(client.createOrder(IN_STEPS, 4).id).toList()
            assertEquals(shown.map { it.status to it.delivery }, watched.map { it.status to it.delivery })
        }
    },
    Further("progress is told while the order moves, and may take its time") {
        emulated { emulator, client ->
            val order = client.createOrder(IN_STEPS, 4)
            val looks = mutableListOf<Int>()
            client.waitForOrder(order.id) {
                looks += emulator.requests.count { request -> request.method == "GET" }
                delay(10.milliseconds)
                client.listCountries()
            }
            assertEquals(looks.distinct(), looks)
            assertEquals(1, looks.first())
        }
    },
    Further("what onProgress throws ends the wait and reaches the caller") {
        emulated { emulator, client ->
            val order = client.createOrder(IN_STEPS, 4)
            val thrown = assertFailsWith<IllegalMonitorStateException> {
                client.waitForOrder(order.id) { throw IllegalMonitorStateException("enough") }
            }
            assertEquals("enough", thrown.message)
            assertEquals(2, emulator.requests.size, "it looked on")
        }
    },
    Further("a wait whose time is up carries the order") {
        emulated { _, client ->
            val order = client.createOrder(STUCK, 2)
            val late = assertFailsWith<TelnumException.Timeout> { client.waitForOrder(order.id, timeout = 5.seconds) }
            assertEquals(order.id to IdtDelivery.MOVING, late.order?.id to late.order?.delivery)
        }
    },
    Further("a watch asks for nothing before it is collected, and each time anew") {
        emulated { emulator, client ->
            val order = client.createOrder("16847", 1)
            emulator.advance(10.seconds)
            val watch = client.watchOrder(order.id)
            assertEquals(1, emulator.requests.size)
            assertEquals(watch.toList(), watch.toList())
            assertEquals(3, emulator.requests.size)
            assertEquals(order.id, client.orders().first().id)
        }
    },
    Further("cancelling a wait closes the connection of its look") {
        served({ _, _ -> true }) { server, client ->
            assertFailsWith<TimeoutCancellationException> { withTimeout(300.milliseconds) { client.waitForOrder("811-d73-2115") } }
            assertEquals("GET /v1/dids/orders/811-d73-2115 HTTP/1.1", server.await()?.second)
            assertEquals("end", server.await(1)?.second, "the connection is still open after a second")
            assertNull(server.await(2), "it looked again")
        }
    },
    Further("cancelling a wait between two looks ends it") {
        served({ _, socket -> socket.answer("""{"order":{"id":"1","status":"Processing"}}""") }) { server, client ->
            var looks = 0
            assertFailsWith<TimeoutCancellationException> { withTimeout(300.milliseconds) { client.waitForOrder("1") { looks += 1 } } }
            assertEquals(1, looks)
            assertEquals("GET /v1/dids/orders/1 HTTP/1.1", server.await()?.second)
            assertNull(server.await(2), "it looked again")
        }
    },
    Further("cancelling a walk closes the connection of its page") {
        var pages = 0
        val rows = List(2) { """{"id":"$it","status":"Complete"}""" }.joinToString()
        val behaviour = Behaviour { _, socket -> if (pages++ == 0) socket.answer("""{"orders":[$rows],"meta":{"total":9}}""") else true }
        served(behaviour) { server, client ->
            val walked = mutableListOf<String>()
            assertFailsWith<TimeoutCancellationException> { withTimeout(500.milliseconds) { client.orders(pageSize = 2).collect { walked += it.id } } }
            assertEquals(listOf("0", "1"), walked)
            assertEquals("GET /v1/dids/orders?page_size=2 HTTP/1.1", server.await()?.second)
            assertEquals("GET /v1/dids/orders?page=2&page_size=2 HTTP/1.1", server.await()?.second)
            assertEquals("end", server.await(1)?.second, "the connection is still open after a second")
        }
    },
)

/** The emulator's groups whose orders always go one way. */
private const val IN_STEPS = "90014"
private const val STUCK = "90012"
