import java.net.InetAddress
import java.net.ServerSocket
import kotlin.concurrent.thread

/** A server that answers every request with the same body, and does nothing else. Returns its URL. */
fun serve(body: ByteArray): String {
    val listener = ServerSocket(0, 50, InetAddress.getLoopbackAddress())
    val head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.size}\r\n\r\n"
    val answer = head.toByteArray() + body
    thread(isDaemon = true) {
        while (true) {
            val socket = listener.accept()
            socket.tcpNoDelay = true
            thread(isDaemon = true) {
                val request = ByteArray(8192)
                // A GET without a body arrives in one piece on loopback.
                while (socket.getInputStream().read(request) > 0) socket.getOutputStream().write(answer)
            }
        }
    }
    return "http://127.0.0.1:${listener.localPort}"
}

/** A page of so many numbers, in the carrier's shape. */
fun page(rows: Int): ByteArray {
    val numbers = (0 until rows).joinToString(",") { row ->
        """{"number":"0115571350${row.toString().padStart(5, '0')}","status":"active","added_at":"2020-06-24T19:02:51.000Z",""" +
            """"did_group":{"name":"SALVADOR ","id":16847,"country_calling_code":"55","area_code":"71","nxx":null,"toll_free":false,""" +
            """"country":{"name":"BRAZIL","iso":"BR","has_regions":false,"supports_toll_free":true},""" +
            """"fees":{"setup_fee":"0.00","monthly_fee":"3.00","per_minute_rate":"4.7354"}}}"""
    }
    return """{"numbers":[$numbers],"meta":{"page":1,"page_size":$rows,"total":$rows}}""".toByteArray()
}
