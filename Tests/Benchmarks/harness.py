"""What the benchmark scripts share: building the programs, starting servers, CPU time."""

import os
import pathlib
import socket
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE / ".build" / "peers"
RELEASE = HERE / ".build" / "release"


def sh(*command):
    subprocess.run(command, cwd=HERE, check=True, stdout=subprocess.DEVNULL)


def build_peers():
    """The C and C++ programs of peers/."""
    PEERS.mkdir(parents=True, exist_ok=True)
    sh("gcc", "-O2", "-o", PEERS / "floor", HERE / "peers/floor.c", "-lnghttp2")
    plugin = subprocess.check_output(["which", "grpc_cpp_plugin"], text=True).strip()
    sh("protoc", f"-I{HERE}/protos", f"--cpp_out={PEERS}", f"--grpc_out={PEERS}",
       f"--plugin=protoc-gen-grpc={plugin}", "echo.proto")
    flags = subprocess.check_output(["pkg-config", "--cflags", "--libs", "grpc++", "protobuf"], text=True).split()
    for name in ("cpp_server", "cpp_client"):
        sh("g++", "-O2", f"-I{PEERS}", "-o", PEERS / name, HERE / f"peers/{name}.cc",
           PEERS / "echo.pb.cc", PEERS / "echo.grpc.pb.cc", *flags)


def build_product(name):
    sh("swift", "build", "-c", "release", "--product", name)


class Served:
    """A server program on a free port, for as long as the block runs."""

    def __init__(self, program):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.process = subprocess.Popen(
            [program, str(self.port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def __enter__(self):
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise SystemExit(f"{self.process.args[0]} doesn't listen")

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
