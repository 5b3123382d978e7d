"""Cases whose input is in wire format."""

import schema
from cases import BINARY, JSON, TEXT, Case, either, equal, exactly, from_wire, rejected
from schema import ALL, PROTO2, PROTO3, Edition2023, EditionUnstable
from wire import *

UNKNOWN = 666


def valid(family, name, kind, data, expected=None, outputs=(BINARY, JSON, TEXT), exact=None):
    """The input reads as the expected message, whichever format it is then written in."""
    message = from_wire(kind, data if expected is None else expected)
    for output in outputs:
        yield Case(family, name, kind, BINARY, data, output, equal(message))
    if exact is not None:
        yield Case(family, name + " bytes", kind, BINARY, data, BINARY, exactly(exact))


def invalid(family, name, kind, data):
    yield Case(family, name, kind, BINARY, data, BINARY, rejected)


def premature_end(kind):
    for type_ in ALL_TYPES:
        wire_type, unfinished = WIRE_TYPE[type_], unfinished_value(type_)
        one, many = schema.singular(kind, type_).number, schema.repeated(kind, type_).number
        for number, what in ((one, "singular"), (many, "repeated"), (UNKNOWN, "unknown")):
            name = f"{TYPE_NAME[type_]} {what}"
            yield from invalid("premature end", "before the value, " + name, kind, tag(number, wire_type))
            yield from invalid("premature end", "inside the value, " + name, kind, tag(number, wire_type) + unfinished)
            if type_ in DELIMITED_TYPES:
                data = tag(number, LENGTH) + varint(1)
                yield from invalid("premature end", "inside the delimited data, " + name, kind, data)
        if type_ in PACKABLE_TYPES:
            yield from invalid("premature end", f"inside a packed {TYPE_NAME[type_]}", kind, ld(many, unfinished))
            yield from invalid("premature end", f"of a packed {TYPE_NAME[type_]}", kind, tag(many, LENGTH) + b"\1")
    nested = schema.singular(kind, F.TYPE_MESSAGE).number
    yield from invalid("premature end", "inside a sub-message's value", kind, ld(nested, tag(5, VARINT) + b"\x80"))


def scalars(kind):
    implicit = kind in PROTO3
    for type_ in ALL_TYPES:
        field = schema.singular(kind, type_)
        head = tag(field.number, WIRE_TYPE[type_])
        everything = b""
        for index, (given, wanted) in enumerate(VALUES[type_]):
            default = implicit and type_ != F.TYPE_MESSAGE and wanted == default_value(type_)
            expected = b"" if default else head + wanted
            name = f"{TYPE_NAME[type_]} {index}"
            yield from valid("scalar values", name, kind, head + given, expected, exact=expected)
            everything += head + given
        if type_ != F.TYPE_MESSAGE:
            last = head + VALUES[type_][-1][1]
            yield from valid("last value wins", TYPE_NAME[type_], kind, everything, last)


def repeated_values(kind):
    for type_ in ALL_TYPES:
        wire_type = WIRE_TYPE[type_]
        given, wanted = ([pair[i] for pair in VALUES[type_]] for i in (0, 1))

        def expanded(field, values):
            return b"".join(tag(field.number, wire_type) + value for value in values)

        def packed(field, values):
            return ld(field.number, b"".join(values))

        name, field = TYPE_NAME[type_], schema.repeated(kind, type_)
        if type_ in DELIMITED_TYPES:
            yield from valid("repeated", name, kind, expanded(field, given), expanded(field, wanted))
            continue
        for packing in (None, True, False):
            field = schema.repeated(kind, type_, packing)
            exact = (packed if field.is_packed else expanded)(field, wanted)
            for write in (packed, expanded):
                label = f"{name}, {write.__name__} into {field.name}"
                yield from valid("repeated", label, kind, write(field, given), exact, exact=exact)
        half = len(given) // 2
        mixed = packed(field, given[:half]) + expanded(field, given[half:]) + packed(field, given[:1])
        yield from valid("repeated", name + ", mixed", kind, mixed, expanded(field, wanted + wanted[:1]))
        yield from valid("repeated", name + ", packed and empty", kind, packed(field, []), b"")


def map_fields(kind):
    for field in schema.maps(kind):
        key, value = (field.message_type.fields_by_name[name] for name in ("key", "value"))
        is_group = value.type == F.TYPE_GROUP
        value_type = F.TYPE_MESSAGE if is_group else value.type

        def k(data):
            return tag(1, WIRE_TYPE[key.type]) + data

        def w(data):
            return tag(2, WIRE_TYPE[value_type]) + data

        k0, k1 = k(default_value(key.type)), k(sample_value(key.type))
        v0, v1 = w(default_value(value_type)), w(sample_value(value_type))

        def entry(data):
            return ld(field.number, data)

        for name, data, expected in [
            ("defaults", entry(k0 + v0), None),
            ("key and value missing", entry(b""), entry(k0 + v0)),
            ("value missing", entry(k1), entry(k1 + v0)),
            ("key missing", entry(v1), entry(k0 + v1)),
            ("both", entry(k1 + v1), None),
            ("value before key", entry(v1 + k1), entry(k1 + v1)),
            ("duplicate key", entry(k1 + v0) + entry(k1 + v1), entry(k1 + v1)),
            ("key twice in an entry", entry(k0 + k1 + v1), entry(k1 + v1)),
            ("value twice in an entry", entry(k1 + v0 + v1), entry(k1 + v1)),
            ("two entries", entry(k0 + v1) + entry(k1 + v0), None),
        ]:
            yield from valid("maps", f"{field.name} {name}", kind, data, expected)
        wrong_key, wrong_value = (
            v(n, 1) if WIRE_TYPE[t] == LENGTH else ld(n, b"a") for n, t in ((1, key.type), (2, value_type))
        )
        # Python's library keeps such an entry as an unknown field; C++ reads it as one whose key or value is missing.
        for name, data, expected in (
            ("key", entry(wrong_key + v1), entry(k0 + v1)),
            ("value", entry(k1 + wrong_value), entry(k1 + v0)),
        ):
            expect = either(rejected, equal(from_wire(kind, expected)))
            yield Case("maps", f"{field.name}, {name} of another wire type", kind, BINARY, data, BINARY, expect)
    text_entry = ld(71, ld(1, b"k") + ld(2, v(1, 7))) + ld(71, ld(1, b"k") + ld(2, ld(2, v(1, 8))))
    yield from valid(
        "maps", "a message value is replaced", kind, text_entry, ld(71, ld(1, b"k") + ld(2, ld(2, v(1, 8))))
    )


def oneofs(kind):
    members = schema.oneof_members(kind)
    for field in members:
        other = next(f for f in members if f.type != field.type)

        def one(field, value):
            return tag(field.number, WIRE_TYPE[field.type]) + value(field.type)

        zero, sample = one(field, default_value), one(field, sample_value)
        if field.message_type is None and field.enum_type and field.enum_type.full_name.endswith("NullValue"):
            sample = zero
        name = field.name
        yield from valid("oneofs", name + " default", kind, zero, exact=zero)
        yield from valid("oneofs", name + " value", kind, sample, exact=sample)
        yield from valid("oneofs", name + " twice", kind, zero + sample, sample, exact=sample)
        yield from valid(
            "oneofs", name + " after another", kind, one(other, default_value) + sample, sample, exact=sample
        )
    first, second = ld(112, ld(2, v(1, 1234) + v(31, 1))), ld(112, ld(2, v(2, 5) + v(31, 2)))
    merged = from_wire(kind, first + second)
    yield from valid("oneofs", "a message merges with itself", kind, first + second, merged.SerializeToString())
    yield from valid("oneofs", "zero in the message", kind, ld(112, v(1, 0)))


def merging(kind):
    first = v(1, 1234) + v(2, 1234) + v(31, 1234)
    second = v(1, 4321) + v(3, 4321) + v(31, 4321)
    yield from valid("merging", "sub-messages", kind, ld(18, ld(2, first)) + ld(18, ld(2, second)))
    many = ld(27, v(89, 1) + v(UNKNOWN, 5)) * 500
    once = ld(27, v(89, 1) * 500 + v(UNKNOWN, 5) * 500)
    yield from valid("merging", "many sub-messages", kind, many, outputs=(BINARY,), exact=once)
    for name, data, other, expected in [
        ("scalar", v(1, 1), v(1, 2), v(1, 2)),
        ("unset kept", v(1, 1), ld(14, b"a"), v(1, 1) + ld(14, b"a")),
        ("repeated", v(31, 1), v(31, 2) + v(31, 3), v(31, 1) + v(31, 2) + v(31, 3)),
        ("message", ld(18, v(1, 1)), ld(18, ld(2, v(1, 2))), ld(18, v(1, 1) + ld(2, v(1, 2)))),
        ("oneof", v(111, 1), ld(113, b"a"), ld(113, b"a")),
        ("map", ld(56, v(1, 1) + v(2, 1)), ld(56, v(1, 1) + v(2, 2)), ld(56, v(1, 1) + v(2, 2))),
        ("unknown", v(UNKNOWN, 1), v(UNKNOWN, 2), v(UNKNOWN, 1) + v(UNKNOWN, 2)),
    ]:
        yield Case(
            "second payload",
            name,
            kind,
            BINARY,
            data,
            BINARY,
            equal(from_wire(kind, expected)),
            merge_protobuf_payload=other,
        )
    wanted = equal(from_wire(kind, v(1, 1) + ld(14, b"a")))
    yield Case(
        "second payload", "JSON", kind, BINARY, v(1, 1), BINARY, wanted, merge_json_payload='{"optionalString": "a"}'
    )
    yield Case(
        "second payload", "text", kind, BINARY, v(1, 1), BINARY, wanted, merge_text_payload='optional_string: "a"'
    )
    yield Case(
        "second payload",
        "unreadable",
        kind,
        BINARY,
        v(1, 1),
        BINARY,
        rejected,
        merge_protobuf_payload=tag(1, LENGTH) + b"\5abc",
    )
    yield Case(
        "discard unknown",
        "after a merge",
        kind,
        BINARY,
        v(1, 1),
        BINARY,
        exactly(v(1, 1)),
        merge_protobuf_payload=v(UNKNOWN, 2),
        discard_unknown_fields=True,
    )
    inner = ld(18, ld(2, v(1, 1) + v(UNKNOWN, 3)) + v(UNKNOWN, 2)) + ld(48, v(UNKNOWN, 9))
    inner += ld(71, ld(1, b"k") + ld(2, v(1, 1) + v(UNKNOWN, 4))) + ld(112, v(UNKNOWN, 9))
    kept = ld(18, ld(2, v(1, 1))) + ld(48) + ld(71, ld(1, b"k") + ld(2, v(1, 1))) + ld(112)
    yield Case(
        "discard unknown",
        "in sub-messages",
        kind,
        BINARY,
        inner,
        BINARY,
        equal(from_wire(kind, kept)),
        discard_unknown_fields=True,
    )


def illegal(kind):
    # The tag of field 1, as the first byte of a longer varint.
    start, value = b"\x88", varint(1234)
    for index, data in enumerate((b"\1DEADBEEF", b"\2\1\1", b"\3\4", b"\5DEAD")):
        yield from invalid("illegal tags", f"field number 0, case {index}", kind, data)
    for name, data in [
        ("field number far too high", start + b"\x80" * 5 + b"\x0f" + value),
        ("field number slightly too high", start + b"\x80" * 3 + b"\x40" + value),
        ("over-long", start + b"\x80" * 7 + b"\0" + value),
        ("more than ten bytes", start + b"\x80" * 11 + b"\0" + value),
    ]:
        yield from invalid("illegal tags", name, kind, data)
    for wire_type in (6, 7):
        for number in range(4):
            for byte in range(4):
                name = f"wire type {wire_type}, field {number}, {byte}"
                yield from invalid("illegal tags", name, kind, bytes([number << 3 | wire_type, byte]))
    string = schema.singular(kind, F.TYPE_STRING).number
    yield from invalid("illegal lengths", "beyond 32 bits", kind, tag(string, LENGTH) + b"\x80\x80\x80\x80\x10")
    yield from invalid("illegal lengths", "2 GiB", kind, tag(string, LENGTH) + varint(1 << 31))
    yield from invalid("illegal lengths", "negative", kind, tag(string, LENGTH) + varint(-1))
    yield from invalid("illegal varints", "eleven bytes", kind, tag(1, VARINT) + b"\x80" * 10 + b"\1")
    yield from invalid("illegal varints", "of an unknown field", kind, tag(UNKNOWN, VARINT) + b"\x80" * 10 + b"\1")


def groups(kind):
    for name, data in [
        ("end alone", tag(201, END)),
        ("end of an unknown field", tag(1234, END)),
        ("end of a scalar", tag(1, END)),
        ("end in a sub-message", ld(18, tag(1234, END))),
        ("another end in a group", group(201, tag(202, END))),
        ("end with data", tag(1, END) + ld(2, b"hello world")),
        ("start alone", tag(201, START)),
        ("start of an unknown field", tag(1234, START)),
        ("start of a scalar", tag(1, START)),
        ("start in a sub-message", ld(18, tag(1234, START))),
        ("another start in a group", group(201, tag(202, START))),
        ("start with data", tag(1, START) + ld(2, b"hello world")),
        ("mismatched", tag(201, START) + ld(2, b"hello world") + tag(202, END)),
        ("mismatched inside", group(201, tag(202, START) + ld(2, b"hello world") + tag(203, END))),
    ]:
        yield from invalid("unmatched groups", name, kind, data)
    if kind not in PROTO3:
        yield from valid("delimited fields", "group", kind, group(201, v(202, 1) + v(203, 2)))
        yield from valid("delimited fields", "merged", kind, group(201, v(202, 1)) + group(201, v(203, 2)))
        yield from valid("delimited fields", "unknown inside", kind, group(201, v(1, 7)), outputs=(BINARY,))
    for number in (121, 122) if kind is Edition2023 else (121,) if kind in PROTO2 else ():
        inside = v(122, 99) if kind in PROTO2 else v(1, 99)
        yield from valid("delimited fields", f"extension {number}", kind, group(number, inside))
    if kind is Edition2023:
        yield from valid("delimited fields", "not like a group", kind, group(202, v(202, 99)))


def unknown_fields(kind):
    data = v(501, 1)
    yield from valid("unknown fields", "varint", kind, data, outputs=(BINARY,), exact=data)
    mixed = ld(UNKNOWN, b"abc") + v(UNKNOWN, 123) + ld(UNKNOWN, b"def") + v(UNKNOWN, 456)
    yield from valid("unknown fields", "order", kind, mixed, outputs=(BINARY,), exact=mixed)
    every = v(UNKNOWN, -1) + tag(667, FIXED32) + u32(1) + tag(668, FIXED64) + u64(1) + group(669, v(1, 2) + group(2))
    yield from valid("unknown fields", "every wire type", kind, every, outputs=(BINARY,), exact=every)
    odd = tag(UNKNOWN, VARINT) + varint(5, 3)
    yield from valid("unknown fields", "over-long", kind, odd, outputs=(BINARY,))
    wrong = tag(1, FIXED32) + u32(7) + ld(2, b"abc") + v(14, 9)
    yield from valid("unknown fields", "known numbers of another wire type", kind, wrong, outputs=(BINARY,))
    alternating = (v(UNKNOWN, 1234) + v(667, 5678)) * 2000
    yield from valid("unknown fields", "many", kind, alternating, outputs=(BINARY,), exact=alternating)
    for output in (JSON, TEXT):
        yield Case("unknown fields", "left out", kind, BINARY, every + v(1, 5), output, equal(from_wire(kind, v(1, 5))))


def enums(kind):
    closed = kind in PROTO2
    for number in (21, 51, 88, 102, 119):
        packed = ld(number, varint(1) + varint(42) + varint(2)) if number > 21 and number != 119 else v(number, 42)
        yield from valid("unknown enum values", f"field {number}", kind, packed, outputs=(BINARY,))
        if not closed:
            yield from valid("unknown enum values", f"field {number} printed", kind, packed, outputs=(JSON,))
    entry = ld(73, ld(1, b"k") + v(2, 42))
    yield from valid("unknown enum values", "map", kind, entry, outputs=(BINARY,))


def strings(kind):
    broken = b"\xa0\xb0\xc0\xd0"
    check = invalid if kind not in PROTO2 else lambda *a: valid(*a, outputs=(BINARY,), exact=a[-1])
    for name, data in [("singular", ld(14, broken)), ("repeated", ld(44, broken)), ("oneof", ld(113, broken))] + [
        ("surrogate", ld(14, b"\xed\xa0\x80")),
        ("over-long", ld(14, b"\xc0\x80")),
        ("too high", ld(14, b"\xf4\x90\x80\x80")),
    ]:
        yield from check("UTF-8", name, kind, data)
    if kind not in PROTO2:
        yield from invalid("UTF-8", "map key", kind, ld(69, ld(1, broken) + ld(2, b"foo")))
        yield from invalid("UTF-8", "map value", kind, ld(69, ld(1, b"foo") + ld(2, broken)))
    if kind is Edition2023:
        yield from invalid("UTF-8", "extension", kind, ld(133, broken))
        yield from valid("UTF-8", "bytes extension", kind, ld(134, broken))
    yield from valid("UTF-8", "bytes", kind, ld(15, broken), exact=ld(15, broken))


def depth(kind):
    def nested(levels, data=b""):
        for _ in range(levels):
            data = ld(27, data)
        return data

    yield from valid("nesting", "ninety levels", kind, nested(90, v(1, 1)), outputs=(BINARY,))
    yield from invalid("nesting", "two hundred levels", kind, nested(200))
    yield from invalid("nesting", "unknown groups", kind, tag(UNKNOWN, START) * 20000 + tag(UNKNOWN, END) * 20000)
    if kind is Edition2023:
        data = b""
        for _ in range(1000):
            data = ld(301, v(1, 0) + ld(2, data))
        yield from invalid("nesting", "maps", kind, data)


def special(kind):
    if kind in PROTO2:
        yield from message_sets(kind)
        yield from valid("extensions", "scalar", kind, v(120, 7), exact=v(120, 7))
        yield from valid("extensions", "unregistered", kind, v(150, 7), outputs=(BINARY,), exact=v(150, 7))
    if kind is Edition2023:
        for name, data in [("scalar", v(120, 7)), ("string", ld(133, b"abc")), ("bytes", ld(134, b"\0\xff"))]:
            yield from valid("extensions", name, kind, data, exact=data)


def message_sets(kind):
    def item(data):
        return ld(500, group(1, data))

    one, two, oneof, unknown = 1547769, 4135312, 123456789, 4135300
    body = ld(3, v(9, 99))
    wanted = item(v(2, two) + body)
    for name, data, expected in [
        ("item", wanted, wanted),
        ("message before the type", item(body + v(2, two)), wanted),
        ("as a plain field", ld(500, ld(two, v(9, 99))), wanted),
        ("another type after", item(v(2, two) + body + v(2, one)), wanted),
        ("a second message", item(v(2, two) + body + ld(3, v(9, 88))), wanted),
        ("a second message, type between", item(body + v(2, two) + ld(3, v(9, 88))), wanted),
        (
            "plain field, then item",
            ld(500, ld(oneof, v(1, 42)) + group(1, v(2, oneof) + ld(3, v(2, 99)))),
            item(v(2, oneof) + ld(3, v(2, 99))),
        ),
        ("two types", ld(500, group(1, v(2, two) + body) + group(1, v(2, one) + ld(3, ld(25, b"a")))), None),
        ("nested", item(v(2, two) + ld(3, ld(10, group(1, v(2, two) + body)))), None),
    ]:
        yield from valid("message sets", name, kind, data, expected)
    poisoned = item(v(2, unknown) + ld(3, v(0, 99)))
    yield from valid("message sets", "unregistered", kind, poisoned, outputs=(BINARY,))


def unstable():
    for name, data in [("bytes", ld(13, b"foo")), ("map", ld(15, ld(1, b"foo") + ld(2, b"barbaz")))]:
        yield from valid("edition unstable", name, EditionUnstable, data)


FAMILIES = [
    premature_end,
    scalars,
    repeated_values,
    map_fields,
    oneofs,
    merging,
    illegal,
    groups,
    unknown_fields,
    enums,
    strings,
    depth,
    special,
]


def cases(kinds=ALL):
    for kind in kinds:
        for family in FAMILIES:
            yield from family(kind)
    yield from unstable()
