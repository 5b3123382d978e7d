"""Cases of numbers in text format."""

from text_support import invalid, valid
from wire import I32, I64, M32, M64


def integers(kind):
    yield from valid("hello", kind, "optional_string: 'Hello, World!'")
    yield from valid("hello", kind, "")
    for type_, low, high in (
        ("int32", -I32, I32 - 1),
        ("uint32", 0, M32),
        ("int64", -I64, I64 - 1),
        ("uint64", 0, M64),
        ("sint32", -I32, I32 - 1),
        ("sint64", -I64, I64 - 1),
        ("fixed32", 0, M32),
        ("fixed64", 0, M64),
        ("sfixed32", -I32, I32 - 1),
        ("sfixed64", -I64, I64 - 1),
    ):
        for number in (low, high):
            sign, size = "-" if number < 0 else "", abs(number)
            for text in (f"{sign}{size}", f"{sign}0x{size:x}", f"{sign}0X{size:X}", f"{sign}0{size:o}"):
                yield from valid("integers", kind, f"optional_{type_}: {text}", f"optional_{type_}: {number}")
        for number in (low - 1, high + 1):
            sign, size = "-" if number < 0 else "", abs(number)
            yield from invalid(
                "integers",
                kind,
                *(f"optional_{type_}: {text}" for text in (f"{sign}{size}", f"{sign}0x{size:x}", f"{sign}0{size:o}")),
            )
    yield from invalid(
        "integers",
        kind,
        *(
            f"optional_int32: {text}"
            for text in (
                "1.0",
                "1e3",
                "0x",
                "08",
                "1f",
                "abc",
                "'1'",
                "--1",
                "+1",
                "",
                "true",
                "0b1",
                "1_000",
                "0xG",
                "-",
                "{}",
            )
        ),
    )
    yield from valid("integers", kind, "optional_int32: - 5", "optional_int32: -5")


def floats(kind):
    for suffix in ("", "f", "F"):
        for text in (
            "3.192837",
            "0",
            "-3.192837",
            "3.123456789123456789",
            "3.4028235e+38",
            "1.17549e-38",
            "4294967296",
            "9223372036854775808",
            "3.4028235e+39",
            "1.17549e-39",
            "18446744073709551616",
            "-0",
            ".123",
            "-.123",
            ".123e2",
            "1.",
            "1e5",
            "1E-5",
            "10.5",
        ):
            yield from valid("floats", kind, f"optional_float: {text}{suffix}")
            yield from valid("floats", kind, f"optional_double: {text}{suffix}")
    for text in (
        "nan",
        "NaN",
        "nAn",
        "inf",
        "infinity",
        "INF",
        "INFINITY",
        "iNF",
        "inFINITY",
        "-inf",
        "-infinity",
        "-INF",
        "-inFINITY",
    ):
        yield from valid("floats", kind, f"optional_float: {text}")
        yield from valid("floats", kind, f"optional_double: {text}")
    for text, value in (
        ("1e50", "inf"),
        ("-1e50", "-inf"),
        ("1e18446744073709551616", "inf"),
        ("1e-50", "0"),
        ("-1e-50", "-0"),
    ):
        yield from valid("floats", kind, f"optional_float: {text}", f"optional_float: {value}")
    for text, value in (
        ("1e9999", "inf"),
        ("-1e9999", "-inf"),
        ("1e18446744073709551616", "inf"),
        ("1e-18446744073709551616", "0"),
        ("-1e-18446744073709551616", "-0"),
    ):
        yield from valid("floats", kind, f"optional_double: {text}", f"optional_double: {value}")
    yield from invalid(
        "floats",
        kind,
        *(
            f"optional_float: {text}"
            for text in ("0x1", "-0x1", "012", "-012", "'1'", "abc", "1ee5", "1.5.5", "true", "e5", "", "--1")
        ),
    )
