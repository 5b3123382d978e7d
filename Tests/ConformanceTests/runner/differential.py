"""Random messages and broken bytes through the program under test and through Python's protobuf, which must agree.

Usage: differential.py PROGRAM [--seed N] [--messages N] [--mutations N]
"""

import argparse
import collections
import random
import re
import sys
import time

from google.protobuf import json_format, text_format
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


def same_as_cpp(one, other):
    """Whether two messages of proto2 differ in nothing but what the program does as C++ or Swift has to.

    A string that isn't UTF-8 stands among the unknown fields, and so behind the others of its list; and of an enum's
    unknown number 32 bits are kept, which C++ does too, while Python's library keeps 64.
    """

    def lines(message):
        text = re.sub(
            r"(?m)^( *\d+: )(\d+)$", lambda found: found[1] + str(int(found[2]) % (1 << 32)), canonical(message)
        )
        return sorted(text.splitlines())

    return lines(one) == lines(other)


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


def without_zero_fields(message):
    """The message without the fields numbered 0 that Python's library reads by a fault; None if it has none.

    Zero isn't a field number, and the library refuses it, except in a message whose type has neither fields nor
    extensions, as google.protobuf.Empty: there it doesn't look at the number. The program always refuses it.
    """
    clean = type(message).FromString(message.SerializeToString())
    found = False
    for each in messages_in(clean):
        can_hold = each.DESCRIPTOR.fields or each.DESCRIPTOR.is_extendable
        if not can_hold and any(field.field_number == 0 for field in UnknownFieldSet(each)):
            each.DiscardUnknownFields()
            found = True
    return clean if found else None


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
            clean = without_zero_fields(message)
            if result == "parse_error" and clean is not None:
                self.counts["a field 0 that Python accepts"] += 1
                result, payload = self.ask(kind, BINARY, clean.SerializeToString(), BINARY)
                if result != "protobuf_payload" or not same(kind.FromString(payload), clean):
                    self.fail("broken bytes without field 0", kind, data, f"{result}: {payload}")
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
