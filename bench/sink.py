"""`python -m bench.sink PORT`: a mail server that takes everything and keeps nothing."""

import socketserver
import sys
from contextlib import suppress


class Taking(socketserver.StreamRequestHandler):
    """One connection (RFC 5321)."""

    def handle(self) -> None:
        """Say yes to whatever is said; whoever only wanted to know that somebody is there may hang up."""
        with suppress(ConnectionError):
            self._talk()

    def _talk(self) -> None:
        self.wfile.write(b"220 sink\r\n")
        for line in self.rfile:
            word = line[:4].upper()
            if word == b"EHLO":
                self.wfile.write(b"250-sink\r\n250 8BITMIME\r\n")
            elif word == b"DATA":
                self._take()
            elif word == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 ok\r\n")

    def _take(self) -> None:
        self.wfile.write(b"354 go on\r\n")
        for line in self.rfile:
            if line == b".\r\n":
                break
        self.wfile.write(b"250 taken\r\n")


class Sink(socketserver.ThreadingTCPServer):
    """Several at once."""

    allow_reuse_address = daemon_threads = True


if __name__ == "__main__":
    with Sink(("127.0.0.1", int(sys.argv[1])), Taking) as server:
        server.serve_forever()
