"""Writes the inputs of the cases as files, from which fuzzing starts. Usage: corpus.py FOLDER

The first byte of each stands for the message type, except in those of the compiler and of descriptor sets.
"""

import hashlib
import pathlib
import sys
import tempfile

import binary_cases
import json_cases
import schema
import text_cases
from grpc_tools import protoc
from cases import BINARY, JSON, PAYLOAD, TEXT

FOLDERS = {BINARY: "wire", JSON: "json", TEXT: "text"}
LIMIT = 4096
ROOT = pathlib.Path(__file__).resolve().parents[3]


def sources():
    """The .proto files of the repository, and the texts that the compiler's tests want refused."""
    for folder in ("protos", "Tests"):
        for path in sorted((ROOT / folder).rglob("*.proto")):
            if not any(part.startswith(".") for part in path.relative_to(ROOT).parts):
                yield path.read_bytes()
    for path in sorted((ROOT / "Tests/ProtoCompilerTests/Fixtures/rejected").glob("*.txt")):
        for case in path.read_text().split("\n=== "):
            yield case.partition("\n")[2].partition("\n---\n")[0].encode()


def descriptor_sets():
    """What protoc makes of the files of the compiler's and of the codec's tests."""
    fixtures = ROOT / "Tests/ProtoCompilerTests/Fixtures"
    with tempfile.TemporaryDirectory() as scratch:
        out = pathlib.Path(scratch) / "set"
        for root in (fixtures / "proto2", fixtures / "proto3", ROOT / "Tests/MartletProtobufTests/protos"):
            for path in sorted(root.rglob("*.proto")):
                for options in ([], ["--include_imports"]):
                    if protoc.main(["protoc", f"-I{root}", f"-I{ROOT}/protos", f"-o{out}", *options, str(path)]) == 0:
                        yield out.read_bytes()


def main():
    folder = pathlib.Path(sys.argv[1])
    for name in [*FOLDERS.values(), "proto", "descriptors"]:
        (folder / name).mkdir(parents=True, exist_ok=True)
    for suite in (binary_cases, json_cases, text_cases):
        for case in suite.cases():
            if case.kind not in schema.ALL:
                continue
            data = getattr(case.request, PAYLOAD[case.source])
            data = bytes([schema.ALL.index(case.kind)]) + (data if case.source == BINARY else data.encode())
            if len(data) <= LIMIT:
                (folder / FOLDERS[case.source] / hashlib.sha1(data).hexdigest()[:16]).write_bytes(data)
    for name, inputs in (("proto", sources()), ("descriptors", descriptor_sets())):
        for data in inputs:
            if len(data) <= LIMIT:
                (folder / name / hashlib.sha1(data).hexdigest()[:16]).write_bytes(data)


main()
