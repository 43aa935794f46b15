import Foundation

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Starts a server that answers every request with the same body, and does nothing else. Returns its URL.
func serve(_ body: String) throws -> String {
    #if canImport(Glibc)
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    #else
    let listener = socket(AF_INET, SOCK_STREAM, 0)
    #endif
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            bind(listener, $0, size) == 0 && listen(listener, 128) == 0 && getsockname(listener, $0, &size) == 0
        }
    }
    guard bound else { throw CocoaError(.fileReadUnknown) }
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n\r\n"
    let answer = Array((head + body).utf8)
    Thread.detachNewThread {
        while true {
            let connection = accept(listener, nil, nil)
            if connection < 0 { return }
            var one: Int32 = 1
            setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &one, socklen_t(MemoryLayout<Int32>.size))
            Thread.detachNewThread { converse(connection, answer) }
        }
    }
    return "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))"
}

/// A GET without a body arrives in one piece on loopback.
private func converse(_ connection: Int32, _ answer: [UInt8]) {
    var request = [UInt8](repeating: 0, count: 8192)
    while recv(connection, &request, request.count, 0) > 0 {
        var sent = 0
        while sent < answer.count {
            let count = answer.withUnsafeBytes { bytes in
                send(connection, bytes.baseAddress! + sent, answer.count - sent, 0)
            }
            if count <= 0 { break }
            sent += count
        }
    }
    close(connection)
}

/// A page of so many numbers, in the carrier's shape.
func page(_ rows: Int) -> String {
    let numbers = (0..<rows).map { row in
        """
        {"number":"0115571350\(String(row + 100_000).dropFirst())","status":"active","added_at":"2020-06-24T19:02:51.000Z",\
        "did_group":{"name":"SALVADOR ","id":16847,"country_calling_code":"55","area_code":"71","nxx":null,"toll_free":false,\
        "country":{"name":"BRAZIL","iso":"BR","has_regions":false,"supports_toll_free":true},\
        "fees":{"setup_fee":"0.00","monthly_fee":"3.00","per_minute_rate":"4.7354"}}}
        """
    }
    return "{\"numbers\":[\(numbers.joined(separator: ","))],\"meta\":{\"page\":1,\"page_size\":\(rows),\"total\":\(rows)}}"
}
