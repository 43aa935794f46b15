"""One call as the carrier's page shows it for Python: ask.py BASE_URL METHOD TARGET [BODY]"""

import http.client
import sys

_, base_url, method, target, *body = sys.argv
connection = http.client.HTTPConnection(base_url.removeprefix("http://"))
headers = {"x-api-key": "emulator-key", "x-api-secret": "emulator-secret"}
if body:
    headers["Content-Type"] = "application/json; charset=utf-8"
# The page passes an empty payload where there is none, which sends `Content-Length: 0`.
connection.request(method, target, body[0] if body else "", headers)
print(connection.getresponse().read().decode("utf-8"))
