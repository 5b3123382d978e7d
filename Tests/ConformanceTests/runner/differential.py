"""Random messages and broken bytes through the program under test and through Python's protobuf, which must agree.

Usage: differential.py PROGRAM [--seed N] [--messages N] [--mutations N]
"""

import argparse
import collections
import random
import re
import sys
import time

from google.protobuf import json_format, text_encoding, text_format
from google.protobuf.message import DecodeError
from google.protobuf.unknown_fields import UnknownFieldSet

import schema
from cases import BINARY, JSON, PAYLOAD, TEXT, canonical, parse
from random_messages import RandomMessages
from schema import Request
from testee import Testee


def identical(one, other):
    return one.SerializeToString(deterministic=True) == other.SerializeToString(deterministic=True)


def same(one, other):
    return identical(one, other) or canonical(one) == canonical(other)


def is_utf8(quoted):
    try:
        text_encoding.CUnescape(quoted).decode()
        return True
    except UnicodeDecodeError:
        return False


def without_fields(lines, names):
    """The lines of text format without the fields of some names, whatever message they are in."""
    closing = None
    for line in lines:
        indent, name = re.match(r"( *)(\w*)", line).groups()
        if closing is not None:
            closing = None if line == closing else closing
        elif name in names:
            closing = indent + "}" if line.endswith("{") else None
        else:
            yield line


def same_as_cpp(found, message):
    """Whether two messages of proto2 differ in nothing but what the program does as C++ or Swift has to.

    A string that isn't UTF-8 stands among the unknown fields, and so behind the others of its list, and behind a later
    value of its field or oneof; and of an enum's unknown number 32 bits are kept, which C++ does too, while Python's
    library keeps 64.
    """

    def lines(message):
        return re.sub(
            r"(?m)^( *\d+: )(\d+)$", lambda found: found[1] + str(int(found[2]) % (1 << 32)), canonical(message)
        ).splitlines()

    late = {name for name, text in re.findall(r'(?m)^ *(\w+): "(.*)"$', canonical(found)) if not is_utf8(text)}
    if any(name.startswith("oneof_") for name in late):
        late.update(field.name for field in schema.oneof_members(type(message)))
    one, other = lines(found), lines(message)
    return sorted(one) == sorted(other) or sorted(without_fields(one, late)) == sorted(without_fields(other, late))


def messages_in(message):
    """The message and all that it holds."""
    yield message
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        if schema.is_map(field):
            inner = value.values() if field.message_type.fields_by_name["value"].message_type else ()
        else:
            inner = value if field.is_repeated else (value,)
        for each in inner:
            yield from messages_in(each)


def keeps_entries(message):
    """Whether the message holds map entries as unknown fields.

    Python's library keeps an entry so if the entry has a field of its own that it doesn't know. The program reads it as
    C++ does, as an entry like others, and so the two can't be compared.
    """
    for each in messages_in(message):
        numbers = {field.number for field in each.DESCRIPTOR.fields if schema.is_map(field)}
        if any(field.field_number in numbers and field.wire_type == 2 for field in UnknownFieldSet(each)):
            return True
    return False


def has_zero_field(message):
    """Whether the message has a field numbered 0, which Python's library reads by a fault.

    Zero isn't a field number, and the library refuses it, except in two places where it doesn't look at the number: in a
    message whose type has neither fields nor extensions, as google.protobuf.Empty, and in a group that it doesn't know.
    """

    def in_groups(fields):
        return any(
            field.wire_type == 3 and (any(each.field_number == 0 for each in field.data) or in_groups(field.data))
            for field in fields
        )

    for each in messages_in(message):
        unknown = UnknownFieldSet(each)
        can_hold = each.DESCRIPTOR.fields or each.DESCRIPTOR.is_extendable
        if in_groups(unknown) or not can_hold and any(field.field_number == 0 for field in unknown):
            return True
    return False


class Differential:
    def __init__(self, program, seed):
        self.testee, self.random = Testee(program), random.Random(seed)
        self.extensions = [e for kind in schema.ALL for e in schema.POOL.FindAllExtensions(kind.DESCRIPTOR)]
        self.maker = RandomMessages(self.random, self.extensions)
        self.counts, self.failures = collections.Counter(), []

    def ask(self, kind, source, data, output):
        request = Request(message_type=kind.DESCRIPTOR.full_name, requested_output_format=output)
        setattr(request, PAYLOAD[source], data)
        response = self.testee.ask(request)
        result = response.WhichOneof("result")
        return result, getattr(response, result) if result else None

    def fail(self, what, kind, data, reason):
        self.failures.append(f"{what}, {schema.LABEL[kind]}, input {data!r}: {reason}")

    def message(self, kind):
        """One message, through every pair of formats."""
        message = self.maker.fill(kind())
        inputs = {
            BINARY: message.SerializeToString(deterministic=True),
            JSON: json_format.MessageToJson(message, descriptor_pool=schema.POOL),
            TEXT: text_format.MessageToString(message, descriptor_pool=schema.POOL),
        }
        for source, data in inputs.items():
            for output in (BINARY, JSON, TEXT):
                self.counts["round trips"] += 1
                result, payload = self.ask(kind, source, data, output)
                if result != PAYLOAD[output]:
                    self.fail("a message", kind, data, f"{result}: {payload}")
                    continue
                try:
                    found = parse(kind, output, payload)
                except Exception as error:
                    self.fail("a message", kind, data, f"unreadable output {payload!r}: {error}")
                    continue
                if not same(found, message):
                    self.fail(
                        "a message", kind, data, f"\n  wanted {canonical(message)!r}\n  found  {canonical(found)!r}"
                    )
        return inputs

    def broken(self, data):
        """The bytes with a few of them changed, left out or put in."""
        data = bytearray(data)
        for _ in range(self.random.choice([1, 1, 2, 5])):
            place = self.random.randrange(len(data) + 1)
            pick = self.random.randrange(6)
            if pick == 0 and data:
                data[place % len(data)] ^= 1 << self.random.randrange(8)
            elif pick == 1:
                data[place : place + self.random.choice([1, 2, 8])] = b""
            elif pick == 2:
                data[place:place] = self.random.randbytes(self.random.choice([1, 2, 8]))
            elif pick == 3:
                del data[place:]
            elif pick == 4:
                data[place:place] = self.random.choice(
                    [
                        b"\x80" * 9 + b"\1",
                        b"\xff" * 9 + b"\1",
                        b"\xff\xff\xff\xff\x0f",
                        b"\x80\x80\x80\x80\x08",
                        b"\0",
                        b"\x7f",
                        b"\xc3\x28",
                        b"\x0b\x0c",
                        b"\x0b",
                        b"\x0c",
                        b"\x93\x02",
                        b"\x80\0",
                    ]
                )
            elif data:
                start = self.random.randrange(len(data))
                data[place:place] = data[start : start + 10]
        return bytes(data)

    def mutation(self, kind, data):
        """Broken bytes, which both must refuse, or both read as the same."""
        data = self.broken(data)
        self.counts["mutations"] += 1
        try:
            message = kind.FromString(data)
        except DecodeError:
            message = None
        result, payload = self.ask(kind, BINARY, data, BINARY)
        if message is None:
            self.counts["refused"] += 1
            if result != "parse_error":
                self.fail("broken bytes that Python refuses", kind, data, f"{result} {payload!r}")
        elif result != "protobuf_payload":
            if result == "parse_error" and payload.startswith("invalid tag") and has_zero_field(message):
                self.counts["a field 0 that Python accepts"] += 1
            else:
                self.fail("broken bytes that Python accepts", kind, data, f"{result}: {payload}")
        else:
            self.counts["accepted"] += 1
            found = kind.FromString(payload)
            if not identical(found, message):
                try:
                    if keeps_entries(message):
                        self.counts["not comparable"] += 1
                    elif kind in schema.PROTO2 and same_as_cpp(found, message):
                        self.counts["not comparable"] += 1
                    elif not same(found, message):
                        self.fail(
                            "broken bytes",
                            kind,
                            data,
                            f"\n  wanted {canonical(message)!r}\n  found  {canonical(found)!r}",
                        )
                except (UnicodeDecodeError, DecodeError):
                    # Python can't show strings of proto2 that aren't UTF-8, nor what is broken inside an Any.
                    self.counts["not comparable"] += 1
            for output in (JSON, TEXT):
                result, payload = self.ask(kind, BINARY, data, output)
                if result not in (PAYLOAD[output], "serialize_error"):
                    self.fail("broken bytes", kind, data, f"{result}: {payload}")

    def broken_text(self, kind, source, text):
        """Broken JSON and text format, which must neither crash nor hang nor be lost when they can be read."""
        data = self.broken(text.encode()).decode(errors="replace").replace("\ufffd", "?")
        self.counts["broken texts"] += 1
        result, payload = self.ask(kind, source, data, source)
        if result == PAYLOAD[source]:
            again, second = self.ask(kind, source, payload, source)
            if second != payload and not same(parse(kind, source, payload), parse(kind, source, second)):
                self.fail("broken text", kind, data, f"{payload!r} reads as {second!r}")
        elif result not in ("parse_error", "serialize_error"):
            self.fail("broken text", kind, data, f"{result}: {payload}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("program")
    arguments.add_argument("--seed", type=int, default=time.time_ns() & 0xFFFFFFFF)
    arguments.add_argument("--messages", type=int, default=1000)
    arguments.add_argument("--mutations", type=int, default=4000)
    options = arguments.parse_args()
    print(f"seed {options.seed}", flush=True)
    run = Differential(options.program, options.seed)
    each = max(1, options.mutations // options.messages)
    for index in range(options.messages):
        kind = schema.ALL[index % len(schema.ALL)]
        inputs = run.message(kind)
        for _ in range(each):
            run.mutation(kind, inputs[BINARY])
        for source in (JSON, TEXT):
            run.broken_text(kind, source, inputs[source])
    status = run.testee.close()
    if status:
        run.failures.append(f"the program ended with status {status}")
    for failure in run.failures[:20]:
        print("FAILED", failure[:3000])
    counts = ", ".join(f"{count} {name}" for name, count in run.counts.items())
    print(f"{options.messages} messages, {counts}, {len(run.failures)} disagreements, seed {options.seed}")
    return 1 if run.failures else 0


sys.exit(main())
