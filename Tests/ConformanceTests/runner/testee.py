"""The program under test, over its pipe."""

import struct
import subprocess
import threading
import time

from schema import Response


class Testee:
    LIMIT = 20

    def __init__(self, path):
        self.path, self.process = path, None
        # When the request that is being answered was made. One thread watches all of them: a timer for each would take
        # longer than most answers.
        self.asked = None
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        while True:
            time.sleep(1)
            asked, process = self.asked, self.process
            if asked is not None and process is not None and time.monotonic() - asked > self.LIMIT:
                process.kill()

    def ask(self, request):
        """The response; a program that dies or doesn't answer in time is started again for the next request."""
        if self.process is None:
            self.process = subprocess.Popen([self.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        data = request.SerializeToString()
        self.asked = time.monotonic()
        try:
            self.process.stdin.write(struct.pack("<I", len(data)) + data)
            self.process.stdin.flush()
            head = self.process.stdout.read(4)
            if len(head) < 4:
                raise BrokenPipeError
            (size,) = struct.unpack("<I", head)
            body = self.process.stdout.read(size)
            if len(body) < size:
                raise BrokenPipeError
            return Response.FromString(body)
        except (BrokenPipeError, OSError):
            status = self.process.wait()
            self.process = None
            return Response(timeout_error=f"the program ended with status {status}")
        finally:
            self.asked = None

    def close(self):
        """The status with which the program ends when its input does."""
        if self.process is None:
            return 0
        self.process.stdin.close()
        return self.process.wait()
