"""grpcio as a peer of Martlet, made from the same echo.proto.

peer.py server           serves EchoService on a free port, prints it, and stops when standard input ends
peer.py client ADDRESS   calls each kind of method at ADDRESS and exits with status 1 if anything is not as it must be
"""

import base64
import os
import sys
import tempfile
import threading
import time
from concurrent import futures

import grpc
from grpc_tools import protoc

PROTOS = os.path.join(os.path.dirname(__file__), "..", "EchoContract")


def load():
    with tempfile.TemporaryDirectory() as out:
        source = os.path.join(PROTOS, "martlet", "test", "echo.proto")
        if protoc.main(["", f"-I{PROTOS}", f"--python_out={out}", f"--grpc_python_out={out}", source]) != 0:
            sys.exit("protoc failed")
        sys.path.insert(0, out)
        from martlet.test import echo_pb2, echo_pb2_grpc

        return echo_pb2, echo_pb2_grpc


pb, rpc = load()


class Echo(rpc.EchoServiceServicer):
    def respond(self, request, context, index=0):
        metadata = {
            key: base64.b64encode(value).decode().rstrip("=") if isinstance(value, bytes) else value
            for key, value in context.invocation_metadata()
        }
        left = context.time_remaining()
        return pb.EchoResponse(
            text=request.text,
            payload=bytes([7]) * request.response_bytes or request.payload,
            index=index,
            metadata=metadata,
            time_remaining_ms=int(left * 1000) if left is not None and left < 1e6 else 0,
        )

    def prepare(self, request, context):
        if request.headers:
            context.send_initial_metadata(tuple(request.headers.items()))
        trailers = list(request.trailers.items())
        if request.fail_code and request.payload:
            trailers.append(("grpc-status-details-bin", request.payload))
        if trailers:
            context.set_trailing_metadata(trailers)

    def fail(self, request, context):
        if request.fail_code:
            code = next(code for code in grpc.StatusCode if code.value[0] == request.fail_code)
            context.abort(code, request.fail_message)

    def Unary(self, request, context):
        self.prepare(request, context)
        time.sleep(request.delay_ms / 1000)
        self.fail(request, context)
        return self.respond(request, context)

    def Expand(self, request, context):
        self.prepare(request, context)
        for index in range(request.repeat):
            time.sleep(request.delay_ms / 1000)
            if not context.is_active():
                return
            yield self.respond(request, context, index)
        self.fail(request, context)

    def Collect(self, requests, context):
        text, size = "", 0
        for request in requests:
            self.fail(request, context)
            text += request.text
            size += len(request.payload)
        return pb.EchoResponse(text=text, index=size)

    def Chat(self, requests, context):
        for request in requests:
            self.fail(request, context)
            yield self.respond(request, context)


def serve():
    server = grpc.server(futures.ThreadPoolExecutor(max_workers=16))
    rpc.add_EchoServiceServicer_to_server(Echo(), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    print(port, flush=True)
    sys.stdin.read()
    server.stop(0)


def expect(what, condition):
    if not condition:
        sys.exit(f"wrong: {what}")


def expect_status(what, code, call):
    try:
        call()
    except grpc.RpcError as error:
        expect(f"{what}: {error.code()} {error.details()}", error.code() == code)
        return error
    sys.exit(f"wrong: {what} succeeded")


def check(address):
    with grpc.insecure_channel(address) as channel:
        stub = rpc.EchoServiceStub(channel)
        expect("unary", stub.Unary(pb.EchoRequest(text="héllo")).text == "héllo")
        big = os.urandom(2_000_000)
        expect("large unary", stub.Unary(pb.EchoRequest(payload=big)).payload == big)
        expect("expand", [r.index for r in stub.Expand(pb.EchoRequest(repeat=50))] == list(range(50)))
        expect("empty expand", list(stub.Expand(pb.EchoRequest())) == [])
        requests = (pb.EchoRequest(text=str(n), payload=b"x" * 100_000) for n in range(30))
        collected = stub.Collect(requests)
        expect("collect", collected.index == 3_000_000 and collected.text == "".join(map(str, range(30))))
        expect("empty collect", stub.Collect(iter(())).text == "")
        chat = stub.Chat(pb.EchoRequest(text=str(n)) for n in range(100))
        expect("chat", [r.text for r in chat] == [str(n) for n in range(100)])

        call = stub.Expand(
            pb.EchoRequest(repeat=1, headers={"x-first": "1"}, trailers={"x-last": "2"}),
            metadata=(("x-text", "value"), ("x-bytes-bin", b"\0\xff\1")),
        )
        expect("initial metadata", ("x-first", "1") in call.initial_metadata())
        seen = next(iter(call)).metadata
        expect("metadata", seen["x-text"] == "value" and seen["x-bytes-bin"] == "AP8B")
        expect("trailing metadata", ("x-last", "2") in call.trailing_metadata())

        message = "Zeile\r\n\t„ß“ 100 % 😀"
        for code in grpc.StatusCode:
            if code is grpc.StatusCode.OK:
                continue
            request = pb.EchoRequest(fail_code=code.value[0], fail_message=message, payload=b"\x08\x05\xff")
            error = expect_status(f"status {code}", code, lambda: stub.Unary(request))
            expect(f"message {error.details()!r}", error.details() == message)
            expect("details", ("grpc-status-details-bin", b"\x08\x05\xff") in error.trailing_metadata())
        expect_status("missing", grpc.StatusCode.UNIMPLEMENTED, lambda: stub.Missing(pb.EchoRequest()))

        slow = pb.EchoRequest(delay_ms=60_000)
        begin = time.monotonic()
        expect_status("deadline", grpc.StatusCode.DEADLINE_EXCEEDED, lambda: stub.Unary(slow, timeout=0.2))
        expect("deadline in time", time.monotonic() - begin < 10)
        left = stub.Unary(pb.EchoRequest(), timeout=30).time_remaining_ms
        expect(f"deadline seen ({left})", 20_000 < left <= 31_000)
        pending = stub.Unary.future(slow)
        threading.Timer(0.2, pending.cancel).start()
        expect_status("cancel", grpc.StatusCode.CANCELLED, lambda: stub_result(pending))
        endless = stub.Expand(pb.EchoRequest(repeat=1_000_000, response_bytes=1000))
        next(iter(endless))
        endless.cancel()
        expect("still serving", stub.Unary(pb.EchoRequest(text="on")).text == "on")
    print("all as it must be")


def stub_result(future):
    try:
        return future.result()
    except grpc.FutureCancelledError:
        raise CancelledCall()


class CancelledCall(grpc.RpcError):
    def code(self):
        return grpc.StatusCode.CANCELLED

    def details(self):
        return ""


if sys.argv[1] == "server":
    serve()
else:
    check(sys.argv[2])
