"""Runs protoc as often as it is asked to, since starting Python takes longer than compiling a file.

Reads lines with the arguments of a run as JSON, and answers each with the status and what protoc says, as JSON too.
"""

import json
import os
import sys

import grpc_tools
from grpc_tools import protoc

INCLUDE = "-I" + os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")


def compile(arguments):
    """Runs protoc in a process of its own: it may crash, and keeps what it has read."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(write, 1)
        os.dup2(write, 2)
        os.close(read)
        os._exit(protoc.main(["protoc"] + arguments + [INCLUDE]) & 255)
    os.close(write)
    with os.fdopen(read, "rb") as pipe:
        text = pipe.read().decode(errors="replace")
    return {"status": os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), "text": text}


for line in sys.stdin:
    print(json.dumps(compile(json.loads(line))), flush=True)
