"""The request of DIDWW's page as it stands on the wire: dids.py BASE_URL"""

import socket
import sys
import urllib.parse

address = urllib.parse.urlsplit(sys.argv[1])
request = (
    "GET /v3/dids HTTP/1.1\r\n"
    f"Host: {address.netloc}\r\n"
    "Content-Type: application/vnd.api+json\r\n"
    "Accept: application/vnd.api+json\r\n"
    "Api-Key: emulator-key\r\n"
    # The page's request leaves the connection open; whoever reads to its end must say so.
    "Connection: close\r\n"
    "\r\n"
)
with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
    connection.sendall(request.encode())
    with connection.makefile("rb") as answer:
        sys.stdout.buffer.write(answer.read())
