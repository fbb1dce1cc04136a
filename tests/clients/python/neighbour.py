"""Whoever an instance calls: a simulated server, over TLS on loopback.

Standard input begins with a line of JSON: certificate, key, hosts, and the variables of the guide. It prints its port and ends when standard
input does.
"""

import http.server
import json
import ssl
import sys
import threading

GIVEN = json.loads(sys.stdin.readline())


class Neighbour(http.server.BaseHTTPRequestHandler):
    """Answers in JSON, and tells by which name it is asked."""

    protocol_version = "HTTP/1.1"

    def host(self):
        return self.headers.get("Host", "").split(":")[0]

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()

    def answer(self, status, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        """Nothing is logged: standard error is for failures."""


def serve(neighbour):
    """Answers as it does until standard input ends."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), neighbour)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(GIVEN["certificate"], GIVEN["key"])
    server.socket = tls.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(server.server_port, flush=True)
    sys.stdin.read()
