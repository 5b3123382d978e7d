"""Writes the inputs of the cases as files, from which fuzzing starts. Usage: corpus.py FOLDER

The first byte of each stands for the message type.
"""

import hashlib
import pathlib
import sys

import binary_cases
import json_cases
import schema
import text_cases
from cases import BINARY, JSON, PAYLOAD, TEXT

FOLDERS = {BINARY: "wire", JSON: "json", TEXT: "text"}


def main():
    folder = pathlib.Path(sys.argv[1])
    for name in FOLDERS.values():
        (folder / name).mkdir(parents=True, exist_ok=True)
    for suite in (binary_cases, json_cases, text_cases):
        for case in suite.cases():
            if case.kind not in schema.ALL:
                continue
            data = getattr(case.request, PAYLOAD[case.source])
            data = bytes([schema.ALL.index(case.kind)]) + (data if case.source == BINARY else data.encode())
            if len(data) <= 4096:
                (folder / FOLDERS[case.source] / hashlib.sha1(data).hexdigest()[:16]).write_bytes(data)


main()
