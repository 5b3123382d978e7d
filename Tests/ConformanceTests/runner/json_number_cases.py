"""Cases of numbers in JSON."""

from cases import BINARY, JSON, Case, equal, from_text
from json_support import invalid, printed, valid
from wire import FIXED32, FIXED64, I32, I64, M32, M64, tag, u32, u64


def integers(kind):
    for type_, low, high in (
        ("Int32", -I32, I32 - 1),
        ("Uint32", 0, M32),
        ("Sint32", -I32, I32 - 1),
        ("Fixed32", 0, M32),
        ("Sfixed32", -I32, I32 - 1),
    ):
        field = "optional_" + type_.lower()
        for number in (low, high):
            for text in (str(number), f'"{number}"', f"{number}.0", f"{number}e0", f"{number}.0e+0"):
                yield from valid("integers", kind, '{"optional%s": %s}' % (type_, text), f"{field}: {number}")
        yield from invalid(
            "integers",
            kind,
            *(
                '{"optional%s": %s}' % (type_, text)
                for text in (
                    high + 1,
                    low - 1,
                    f'"{high + 1}"',
                    "0.5",
                    '"0.5"',
                    "true",
                    '"12abc"',
                    '"12 34"',
                    '"12,34"',
                    '"12谷歌34"',
                    '"abc"',
                    '""',
                    '"3x3"',
                    "+1",
                    "01",
                    "-01",
                    '" 1"',
                    '"1 "',
                    "-",
                    "[1]",
                    "{}",
                    '"١٢٣"',
                    '"１２３"',
                    "1e10",
                    "1e-1",
                )
            ),
        )
    for type_, low, high, exact in (
        ("Int64", -I64, I64 - 1, 9223372036854774784),
        ("Uint64", 0, M64, 18446744073709549568),
        ("Sint64", -I64, I64 - 1, 1),
        ("Fixed64", 0, M64, 1),
        ("Sfixed64", -I64, I64 - 1, 1),
    ):
        field = "optional_" + type_.lower()
        for number in (low, high, exact):
            for text in (str(number), f'"{number}"'):
                yield from valid("integers", kind, '{"optional%s": %s}' % (type_, text), f"{field}: {number}")
        yield from invalid(
            "integers",
            kind,
            *(
                '{"optional%s": %s}' % (type_, text)
                for text in (
                    f'"{high + 1}"',
                    f'"{low - 1}"',
                    high + 1,
                    '"0.5"',
                    '""',
                    '"3x3"',
                    "true",
                    '"1e536870000"',
                    "1e99",
                )
            ),
        )
        yield from printed(
            "integers", kind, '{"optional%s": 1}' % type_, lambda value, name="optional" + type_: value == {name: "1"}
        )
    for text, number in (
        ('"2\\u003147483647"', I32 - 1),
        ('"0"', 0),
        ('"1e5"', 100000),
        ("100000.000", 100000),
        ("1e5", 100000),
        ("1E+5", 100000),
        ("2.147483647e9", I32 - 1),
        ("-2.147483648e9", -I32),
        ("-0", 0),
    ):
        yield from valid("integers", kind, '{"optionalInt32": %s}' % text, f"optional_int32: {number}")


def floats(kind):
    for text, value in (
        ("1.175494e-38", "1.175494e-38"),
        ("-1.175494e-38", "-1.175494e-38"),
        ("3.402823e+38", "3.402823e+38"),
        ("-3.402823e+38", "-3.402823e+38"),
        ('"1"', "1"),
        ('"1.175494e-38"', "1.175494e-38"),
        ('"NaN"', "nan"),
        ('"Infinity"', "inf"),
        ('"-Infinity"', "-inf"),
        ("-0.0", "-0.0"),
        ("0", "0"),
        ("1.5", "1.5"),
        ("1e-46", "0"),
        ("16777217", "16777216"),
    ):
        yield from valid("floats", kind, '{"optionalFloat": %s}' % text, f"optional_float: {value}")
    for text, value in (
        ("2.22507e-308", "2.22507e-308"),
        ("-2.22507e-308", "-2.22507e-308"),
        ("1.79769e+308", "1.79769e+308"),
        ("-1.79769e+308", "-1.79769e+308"),
        ('"1"', "1"),
        ('"2.22507e-308"', "2.22507e-308"),
        ('"NaN"', "nan"),
        ('"Infinity"', "inf"),
        ('"-Infinity"', "-inf"),
        ("-0.0", "-0.0"),
        ("5e-324", "5e-324"),
        ("0.1", "0.1"),
        ("1e-400", "0"),
        ("9007199254740993", "9007199254740992"),
    ):
        yield from valid("floats", kind, '{"optionalDouble": %s}' % text, f"optional_double: {value}")
    for field, beyond in (("optionalFloat", "3.502823e+38"), ("optionalDouble", "1.89769e+308")):
        yield from invalid(
            "floats",
            kind,
            *(
                '{"%s": %s}' % (field, text)
                for text in (
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "nan",
                    '"nan"',
                    '"inf"',
                    beyond,
                    "-" + beyond,
                    f'"{beyond}"',
                    '""',
                    '"12abc"',
                    '"abc"',
                    '"12 34"',
                    '"12,34"',
                    '"12谷歌34"',
                    "true",
                    "false",
                    '" 1"',
                    '"1 "',
                    "[1]",
                    '"0x1"',
                    '"+1"',
                )
            ),
        )
    for field, quiet, signalling in (
        (11, u32(0x7FA12345), u32(0xFFB54321)),
        (12, u64(0x7FFA123456789ABC), u64(0xFFFBCBA987654321)),
    ):
        for bits in (quiet, signalling):
            wire_type = FIXED32 if field == 11 else FIXED64
            expected = from_text(kind, "optional_float: nan" if field == 11 else "optional_double: nan")
            yield Case(
                "floats", f"NaN of field {field}", kind, BINARY, tag(field, wire_type) + bits, JSON, equal(expected)
            )
