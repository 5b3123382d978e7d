"""Builds wire format by hand, valid or not, and knows how each field type is written."""

import struct

from google.protobuf.descriptor import FieldDescriptor as F

VARINT, FIXED64, LENGTH, START, END, FIXED32 = range(6)

WIRE_TYPE = {
    F.TYPE_DOUBLE: FIXED64,
    F.TYPE_FLOAT: FIXED32,
    F.TYPE_INT64: VARINT,
    F.TYPE_UINT64: VARINT,
    F.TYPE_INT32: VARINT,
    F.TYPE_FIXED64: FIXED64,
    F.TYPE_FIXED32: FIXED32,
    F.TYPE_BOOL: VARINT,
    F.TYPE_STRING: LENGTH,
    F.TYPE_MESSAGE: LENGTH,
    F.TYPE_BYTES: LENGTH,
    F.TYPE_UINT32: VARINT,
    F.TYPE_ENUM: VARINT,
    F.TYPE_SFIXED32: FIXED32,
    F.TYPE_SFIXED64: FIXED64,
    F.TYPE_SINT32: VARINT,
    F.TYPE_SINT64: VARINT,
    F.TYPE_GROUP: START,
}
TYPE_NAME = {
    value: name[len("TYPE_") :].lower()
    for name, value in vars(F).items()
    if name.startswith("TYPE_") and isinstance(value, int)
}
ALL_TYPES = sorted(set(WIRE_TYPE) - {F.TYPE_GROUP})
DELIMITED_TYPES = [F.TYPE_STRING, F.TYPE_BYTES, F.TYPE_MESSAGE]
PACKABLE_TYPES = [kind for kind in ALL_TYPES if kind not in DELIMITED_TYPES]


def varint(value, extra=0):
    """A varint of a number's 64 bits, `extra` bytes longer than it need be."""
    value &= (1 << 64) - 1
    out = bytearray()
    while True:
        byte = value & 0x7F
        value >>= 7
        if value or extra:
            out.append(byte | 0x80)
        else:
            out.append(byte)
            return bytes(out)
        if not value and extra:
            return bytes(out) + b"\x80" * (extra - 1) + b"\x00"


def zigzag(value):
    return varint((value << 1) ^ (value >> 63))


def u32(value):
    return struct.pack("<I", value & 0xFFFFFFFF)


def u64(value):
    return struct.pack("<Q", value & 0xFFFFFFFFFFFFFFFF)


def f32(value):
    return struct.pack("<f", value)


def f64(value):
    return struct.pack("<d", value)


def tag(number, wire_type):
    return varint(number << 3 | wire_type)


def delimited(data):
    return varint(len(data)) + data


def v(number, value):
    return tag(number, VARINT) + varint(value)


def ld(number, data=b""):
    return tag(number, LENGTH) + delimited(data)


def group(number, data=b""):
    return tag(number, START) + data + tag(number, END)


def default_value(kind):
    if kind in DELIMITED_TYPES:
        return delimited(b"")
    return {VARINT: varint(0), FIXED32: u32(0), FIXED64: u64(0)}[WIRE_TYPE[kind]]


def sample_value(kind):
    """A value that isn't the default."""
    if kind == F.TYPE_MESSAGE:
        return delimited(v(1, 1234))
    if kind in DELIMITED_TYPES:
        return delimited(b"a")
    if kind == F.TYPE_FLOAT:
        return f32(1)
    if kind == F.TYPE_DOUBLE:
        return f64(1)
    if kind in (F.TYPE_SINT32, F.TYPE_SINT64):
        return zigzag(1)
    return {VARINT: varint(1), FIXED32: u32(1), FIXED64: u64(1)}[WIRE_TYPE[kind]]


def unfinished_value(kind):
    return {VARINT: b"\x80", FIXED64: b"1234567", LENGTH: b"\x80", FIXED32: b"123"}[WIRE_TYPE[kind]]


I32, I64, M32, M64 = 1 << 31, 1 << 63, (1 << 32) - 1, (1 << 64) - 1

# For each type the values that a field can have on the wire, and how they are written again.
VALUES = {
    F.TYPE_DOUBLE: [
        (f64(x), f64(x))
        for x in (
            0.0,
            0.1,
            1.7976931348623157e308,
            2.2250738585072014e-308,
            -0.0,
            5e-324,
            float("inf"),
            -float("inf"),
            1e22,
        )
    ],
    F.TYPE_FLOAT: [
        (f32(x), f32(x))
        for x in (0.0, 0.1, 1.00000075e-36, 3.402823e38, 1.17549435e-38, -0.0, 1e-45, float("inf"), -float("inf"), 1.5)
    ],
    F.TYPE_INT64: [(varint(x), varint(x)) for x in (0, 12345, I64 - 1, -I64, -1, 1)],
    F.TYPE_UINT64: [(varint(x), varint(x)) for x in (0, 12345, M64, I64, 1)],
    F.TYPE_INT32: [(varint(x), varint(x)) for x in (0, 12345, I32 - 1, -I32, -1)]
    + [
        (varint(12345, 2), varint(12345)),
        (varint(12345, 7), varint(12345)),
        (varint(1 << 33), varint(0)),
        (varint((1 << 33) - 1), varint(-1)),
        (varint(I64 - 1), varint(-1)),
        (varint(-I64 + 1), varint(1)),
    ],
    F.TYPE_UINT32: [(varint(x), varint(x)) for x in (0, 12345, M32)]
    + [
        (varint(12345, 2), varint(12345)),
        (varint(12345, 7), varint(12345)),
        (varint(1 << 33), varint(0)),
        (varint((1 << 33) + 1), varint(1)),
        (varint((1 << 33) - 1), varint(M32)),
        (varint(I64 - 1), varint(M32)),
        (varint(-I64 + 1), varint(1)),
    ],
    F.TYPE_FIXED64: [(u64(x), u64(x)) for x in (0, 12345, M64)],
    F.TYPE_FIXED32: [(u32(x), u32(x)) for x in (0, 12345, M32)],
    F.TYPE_SFIXED64: [(u64(x), u64(x)) for x in (0, 12345, I64 - 1, -I64)],
    F.TYPE_SFIXED32: [(u32(x), u32(x)) for x in (0, 12345, I32 - 1, -I32)],
    F.TYPE_BOOL: [(varint(0), varint(0)), (varint(1), varint(1))]
    + [(varint(x), varint(1)) for x in (-1, 12345678, 1 << 33, I64 - 1, -I64)],
    F.TYPE_SINT32: [(zigzag(x), zigzag(x)) for x in (0, 12345, I32 - 1, -I32, -1)] + [(zigzag(I32 + 1), zigzag(1))],
    F.TYPE_SINT64: [(zigzag(x), zigzag(x)) for x in (0, 12345, I64 - 1, -I64, -1)],
    F.TYPE_STRING: [
        (delimited(x), delimited(x))
        for x in (b"", b"Hello world!", b"'\"?\\\a\b\f\n\r\t\v", "谷歌😁".encode(), b"\0", b"\x7f")
    ],
    F.TYPE_BYTES: [(delimited(x), delimited(x)) for x in (b"", b"Hello world!", b"\1\2", b"\xfb", b"\0\xff")],
    F.TYPE_ENUM: [(varint(x), varint(x)) for x in (0, 1, 2, -1)]
    + [(varint(I64 - 1), varint(-1)), (varint(-I64 + 1), varint(1))],
    F.TYPE_MESSAGE: [(delimited(b""), delimited(b"")), (delimited(v(1, 1234)), delimited(v(1, 1234)))],
}
