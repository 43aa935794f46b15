import java.io.InputStream
import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** What one connection does with each request it reads; true keeps the connection. */
fun interface Behaviour {
    fun answer(request: String, socket: Socket): Boolean
}

/** A bare server that sees every byte: it tells which request came on which connection, and when one ended. */
class WireServer(private val behaviour: Behaviour) : AutoCloseable {
    private val listener = ServerSocket(0, 50, InetAddress.getLoopbackAddress())

    /** The connection's number and the request's first line; `end` as the line where the client hung up. */
    val seen = LinkedBlockingQueue<Pair<Int, String>>()
    val url = "http://127.0.0.1:${listener.localPort}"

    init {
        thread(isDaemon = true) {
            var connections = 0
            while (!listener.isClosed) {
                val socket = runCatching { listener.accept() }.getOrNull() ?: break
                val number = ++connections
                thread(isDaemon = true) { socket.use { serve(number, it) } }
            }
        }
    }

    fun await(seconds: Long = 5): Pair<Int, String>? = seen.poll(seconds, TimeUnit.SECONDS)

    private fun serve(number: Int, socket: Socket) {
        while (true) {
            val request = runCatching { read(socket.getInputStream()) }.getOrNull()
            seen.put(number to (request?.lineSequence()?.first() ?: "end"))
            if (request == null || !runCatching { behaviour.answer(request, socket) }.getOrDefault(false)) return
        }
    }

    /** A whole request, or null at the end of the connection. */
    private fun read(input: InputStream): String? {
        val head = StringBuilder()
        while (!head.endsWith("\r\n\r\n")) head.append(input.read().takeIf { it >= 0 }?.toChar() ?: return null)
        val length = Regex("(?i)content-length: (\\d+)").find(head)?.groupValues?.get(1)?.toInt() ?: 0
        return head.toString() + String(input.readNBytes(length))
    }

    override fun close() = listener.close()
}

fun Socket.send(head: String, body: String = "") {
    getOutputStream().write("$head\r\n\r\n$body".toByteArray())
    getOutputStream().flush()
}

/** Answers with this JSON; the connection stays. */
fun Socket.answer(json: String): Boolean {
    send("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${json.length}", json)
    return true
}

/** Ends the connection with a reset, so that nothing looks like an answer. */
fun Socket.reset() {
    setSoLinger(true, 0)
    close()
}
