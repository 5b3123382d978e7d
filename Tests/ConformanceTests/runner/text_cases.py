"""Cases whose input is text format, and those of what it prints of unknown fields."""

from cases import BINARY, TEXT, Case, canonical
from google.protobuf import text_format
from schema import ALL, PROTO2, PROTO3, Edition2023, UnknownToTestAllTypes
from text_number_cases import floats, integers
from text_support import invalid, valid
from wire import v


def strings(kind):
    for field in ("optional_string", "optional_bytes"):
        for text in (
            "'first' \"second\"\n'third'",
            r"'\a\b\f\n\r\t\v\\\'\"'",
            r"'\341\210\264'",
            r"'\xe1\x88\xb4'",
            r"'\1'",
            r"'\12'",
            r"'\0'",
            "''",
            '"\'"',
            "'\"'",
            "'\u1234'",
            "'a' 'b'",
            "'#not a comment'",
        ):
            yield from valid("strings", kind, f"{field}: {text}")
        # Python's library doesn't read these escapes as the specification has them.
        for text, value in (
            (r"'\?'", "?"),
            (r"'\X41'", "A"),
            (r"'\u1234'", "\u1234"),
            (r"'\U00001234\U00010437'", "\u1234\U00010437"),
        ):
            octal = "".join("\\%03o" % byte for byte in value.encode())
            yield from valid("strings", kind, f"{field}: {text}", f"{field}: '{octal}'")
        yield from invalid(
            "strings",
            kind,
            *(
                f"{field}: {text}"
                for text in (
                    "'first line\nsecond line'",
                    r"'\U00110000'",
                    r"'\ud801\udc37'",
                    r"'\ud800'",
                    r"'\udc00'",
                    r"'\U0000d800'",
                    r"'\U0000dc00'",
                    r"'\U0000d801\U00000dc37'",
                    r"'\U0000d801\udc37'",
                    r"'\ud801\U0000dc37'",
                    "'",
                    "'abc",
                    'abc"',
                    "'abc\"",
                    r"'\q'",
                    r"'\u12'",
                    r"'\x'",
                    "'abc' 1",
                    "1",
                    "abc",
                    "true",
                )
            ),
        )
    for text in (r"'\300'", r"'\xc0'"):
        yield from valid("strings", kind, f"optional_bytes: {text}")
        if kind not in PROTO2:
            yield from invalid("strings", kind, f"optional_string: {text}")


def separators(kind):
    for type_, value in (
        ("string", '"abc"'),
        ("bytes", '"abc"'),
        ("int32", "123"),
        ("bool", "true"),
        ("double", "1.23"),
        ("fixed32", "0x123"),
    ):
        for field, text in ((f"optional_{type_}", value), (f"repeated_{type_}", f"[{value}]")):
            for mark in ",;":
                yield from valid("separators", kind, f"{field}: {text}{mark}")
                yield from invalid("separators", kind, f"{field}: {text}{mark}{mark}")
        field = f"repeated_{type_}"
        yield from valid("separators", kind, f"{field}: [{value},{value}]")
        yield from valid("separators", kind, f"{field}: []")
        yield from invalid(
            "separators",
            kind,
            *(
                f"{field}: {text}"
                for text in (
                    f"[{value};{value}]",
                    f"[{value},,{value}]",
                    f"[{value},]",
                    f"[{value},{value},]",
                    f"[,{value}]",
                    f"[{value}",
                    f"{value}]",
                )
            ),
        )
        one_value = type_ in ("string", "bytes")
        yield from (valid if one_value else invalid)("separators", kind, f"{field}: [{value} {value}]")
        yield from invalid("separators", kind, f"optional_{type_} {value}", f"optional_{type_}: [{value}, {value}]")
    yield from valid("separators", kind, "optional_nested_message: { a: 123, }")
    yield from valid("separators", kind, "optional_nested_message: { a: 123; }")
    yield from invalid(
        "separators",
        kind,
        "optional_nested_message: { a: 123,, }",
        "optional_nested_message: { a: 123;; }",
        ",",
        ";",
        ", optional_int32: 1",
        "optional_nested_message: { , }",
    )


def syntax(kind):
    for text in (
        "optional_nested_message { a: 1 }",
        "optional_nested_message < a: 1 >",
        "optional_nested_message: < a: 1 >",
        "# comment\noptional_int32: 1 # another\n#",
        "optional_int32:1 optional_int64:2",
        "\toptional_int32\n:\r\n1",
        "repeated_nested_message { a: 1 } repeated_nested_message { a: 2 }",
        "repeated_nested_message: [{ a: 1 }, < a: 2 >]",
        "repeated_int32: 1 repeated_int32: [2, 3] repeated_int32: 4",
        "optional_bool: True",
        "optional_bool: t",
        "optional_bool: 1",
        "optional_bool: f",
        "optional_bool: False",
        "optional_bool: 0",
        "optional_nested_enum: BAZ",
        "optional_nested_enum: 2",
        "optional_nested_enum: -1",
        "optional_nested_enum: 1",
        "repeated_nested_enum: [FOO, BAR]",
        "repeated_nested_message: []",
    ):
        yield from valid("syntax", kind, text)
    yield from invalid(
        "syntax",
        kind,
        "optional_int32:1optional_int64:2",
        "optional_nested_message { a: 1 >",
        "optional_nested_message < a: 1 }",
        "optional_nested_message { a: 1",
        "optional_nested_message 1",
        "optional_nested_message: 1",
        "unknown: 1",
        "unknown { a: 1 }",
        "1: 1",
        "optional_int32",
        "optional_int32:",
        "optional_int32: 1 }",
        "{}",
        "optional_bool: 2",
        "optional_bool: TRUE",
        "optional_bool: yes",
        "optional_nested_enum: NOT_THERE",
        "optional_nested_enum: 'FOO'",
        "optional_nested_enum: 1.0",
        "optional_int32: 1 optional_int32: 2",
        "oneof_uint32: 1 oneof_string: 'a'",
        "[not.known]: 1",
        "[type.googleapis.com/not.known] { }",
        "/* c */",
        "// c",
        "optional_nested_message { a: 1 }}",
        "repeated_nested_message: [1]",
        "\u00e9: 1",
        "optional_int32 : 1 :",
        "OPTIONAL_INT32: 1",
        "optionalInt32: 1",
        "optional_nested_message { " * 200 + "}" * 200,
    )
    yield from (invalid if kind in PROTO2 else valid)("syntax", kind, "optional_nested_enum: 42")
    yield from valid("syntax", kind, "optional_nested_message { corecursive {" * 20 + "}}" * 20)
    if kind is not Edition2023:
        for value in (
            "true",
            "-123",
            "0.123",
            "ENUM_VALUE",
            '"hello"',
            "{ a: 123 }",
            "< a: 123 >",
            "[-123, 456]",
            "[0.123, 1e-10] ",
            '["hello", "world"]',
        ):
            yield from valid("reserved names", kind, f"reserved_field: {value}", "")
        yield from valid(
            "reserved names", kind, "reserved_field { b { c: [1] } } optional_int32: 1", "optional_int32: 1"
        )


def maps(kind):
    for field, entries in (
        ("map_string_string", (("'c'", "'value'"), ("'b'", "'value'"), ("'a'", "'value'"))),
        ("map_int32_int32", ((3, 0), (2, 0), (1, 0), (-1, 0))),
        ("map_bool_bool", (("true", "false"), ("false", "false"))),
    ):
        yield from valid("maps", kind, " ".join(f"{field} {{ key: {key} value: {value} }}" for key, value in entries))
        yield from valid(
            "maps", kind, f"{field}: [" + ", ".join(f"{{ key: {key} value: {value} }}" for key, value in entries) + "]"
        )
    yield from valid("maps", kind, "map_string_string {} map_int32_int32 { key: 1 } map_bool_bool { value: true }")
    yield from valid(
        "maps",
        kind,
        'map_string_nested_message { key: "d" value: { a: 123 } } '
        'map_string_nested_message { key: "d" value: { corecursive: {} } }',
        'map_string_nested_message { key: "d" value: { corecursive: {} } }',
    )
    yield from invalid(
        "maps", kind, "map_int32_int32 { key: 'a' }", "map_int32_int32 { other: 1 }", "map_int32_int32: 1"
    )


MANY = 10_000


def merging(kind):
    """A message that comes again adds to the one before; its scalars replace."""
    for text, expected in (
        (
            "recursive_message { optional_int32: 1 optional_bool: true } recursive_message: < optional_int32: 2 >",
            "recursive_message { optional_int32: 2 optional_bool: true }",
        ),
        (
            "recursive_message {} recursive_message { recursive_message { optional_int32: 1 } } "
            "recursive_message { recursive_message { optional_int64: 2 } }",
            "recursive_message { recursive_message { optional_int32: 1 optional_int64: 2 } }",
        ),
        (
            "recursive_message { map_int32_int32 { key: 1 value: 1 } } "
            "recursive_message { map_int32_int32 { key: 1 value: 2 } }",
            "recursive_message { map_int32_int32 { key: 1 value: 2 } }",
        ),
        ("oneof_nested_message { a: 1 } oneof_nested_message { a: 2 }", "oneof_nested_message { a: 2 }"),
        (
            "recursive_message { oneof_uint32: 1 } recursive_message { oneof_string: 'x' }",
            "recursive_message { oneof_string: 'x' }",
        ),
    ):
        yield from valid("merging", kind, text, expected)
    yield from invalid(
        "merging",
        kind,
        "optional_int32: 1 optional_int32: 1",
        "oneof_nested_message { a: 1 } oneof_uint32: 1",
        "oneof_uint32: 1 oneof_nested_message { a: 1 }",
        "recursive_message { optional_int32: 1 optional_int32: 2 }",
    )
    # In linear time: what came before isn't copied.
    for type_, value in (("int32", 1), ("string", "'foo'")):
        field = f"repeated_{type_}: {value}"
        yield from valid(
            "merging",
            kind,
            f"recursive_message {{ {field} }}" * MANY,
            f"recursive_message {{ {f'{field} ' * MANY} }}",
            name=f"{field}, {MANY} times",
        )


def interrupted_names(kind, package):
    """White space and comments may stand anywhere in a name in brackets."""
    middle = package.replace("test", "te\tst\n", 1)
    for text in (f"[{middle}.exten sion_int32]: 7", f"[{package}.exten # comment ]\nsion_int32 #\n]: 7"):
        yield from valid("groups and extensions", kind, text, f"[{package}.extension_int32]: 7")


def delimited(kind):
    if kind in PROTO2:
        package = kind.DESCRIPTOR.file.package
        for text in (
            "Data { group_int32: 1 }",
            "Data: { group_int32: 1 }",
            "Data {}",
            "MultiWordGroupField { group_int32: 1 }",
            "data { group_int32: 1 }",
            "multiwordgroupfield { group_int32: 1 }",
            f"[{package}.groupfield] {{ group_int32: 1 }}",
            f"[{package}.extension_int32]: 7",
            f"[ {package} . extension_int32 ]: 7",
        ):
            yield from valid("groups and extensions", kind, text)
        yield from interrupted_names(kind, package)
        yield from invalid(
            "groups and extensions",
            kind,
            f"[{package}.GroupField] {{ group_int32: 1 }}",
            f"[{package}.TestAllTypesProto2]: 1",
            "[]: 1",
            f"[{package}.extension_int32: 7",
            f"[{package}.extension_int32]: 'a'",
        )
        one = f"{package}.TestAllTypesProto2.MessageSetCorrectExtension1"
        yield from valid("groups and extensions", kind, f'message_set_correct {{ [{one}] {{ str: "a" }} }}')
    if kind is Edition2023:
        package = kind.DESCRIPTOR.file.package
        for text in (
            "GroupLikeType { group_int32: 1 }",
            "GroupLikeType: { group_int32: 1 }",
            "GroupLikeType {}",
            "groupliketype { group_int32: 1 }",
            "delimited_field { group_int32: 1 }",
            f"[{package}.groupliketype] {{ c: 1 }}",
            f"[{package}.delimited_ext] {{ c: 1 }}",
            f"[{package}.extension_string]: 'a'",
        ):
            yield from valid("groups and extensions", kind, text)
        yield from interrupted_names(kind, package)
        yield from invalid(
            "groups and extensions",
            kind,
            f"[{package}.GroupLikeType] {{ group_int32: 1 }}",
            "DelimitedField { group_int32: 1 }",
        )


def any_names(kind):
    """What a type's URL is made of; the type is in every case the same."""
    name = "protobuf_test_messages.proto3.TestAllTypesProto3"
    for prefix, written in (
        ("non.default.domain/", "non.default.domain/"),
        ("other.domain/sub-path_0/~!$&()*+,;=/", "other.domain/sub-path_0/~!$&()*+,;=/"),
        ("other.domain/%2F/%aF/", "other.domain/%2F/%aF/"),
        ("type.googleapis.com/", " ty pe.go\nogleap\tis.com /\r\n"),
        ("type.googleapis.com/", "type.google # comment ] \napis.com/#\n"),
    ):
        expected = kind()
        expected.optional_any.type_url, expected.optional_any.value = prefix + name, v(1, 12345)
        for spelled in (name, name.replace("Test", " Te st\t")):
            text = "optional_any { [%s] { optional_int32: 12345 } }" % (written + spelled)
            yield from valid("Any", kind, text, expected)
    yield from invalid(
        "Any",
        kind,
        *(
            "optional_any { [%s%s] { optional_int32: 12345 } }" % (prefix, name)
            for prefix in ("a.domain/%ZZ/", "a.domain/%2", "a.domain/%", "a@domain/", "a domain:80/", '"a.domain"/', "é/")
        ),
    )


def anys(kind):
    yield from any_names(kind)
    own = "type.googleapis.com/" + kind.DESCRIPTOR.full_name
    yield from valid("Any", kind, "optional_any { [%s] { optional_int32: 12345 } }" % own)
    yield from valid("Any", kind, "optional_any: { [%s]: < optional_int32: 12345 > }" % own)
    yield from valid("Any", kind, 'optional_any { type_url: "%s" value: "\\b\\271`" }' % own)
    yield from valid(
        "Any", kind, "repeated_any { [type.googleapis.com/google.protobuf.Duration] { seconds: 1 } } repeated_any {}"
    )
    yield from valid(
        "Any", kind, "optional_any { [type.googleapis.com/google.protobuf.Any] { [%s] { optional_int32: 1 } } }" % own
    )
    yield from invalid(
        "Any",
        kind,
        "optional_any { [type.googleapis.com/unknown] { optional_int32: 12345 } }",
        "optional_any { [%s] { nope: 1 } }" % own,
        "optional_any { [%s] 1 }" % own,
        "[%s] { optional_int32: 1 }" % own,
    )


def unknown(kind):
    def printed(message):
        """The fields by number, as the oracle reads them into the type that knows them; or nothing at all."""

        def check(case, result, payload):
            if result != "text_payload":
                return f"{result}: {payload}"
            if not case.request.print_unknown_fields:
                return f"printed {payload!r}" if payload.strip() else None
            found = text_format.Parse(payload, UnknownToTestAllTypes(), allow_field_number=True)
            return None if found == message else f"\n  wanted {canonical(message)!r}\n  found  {payload!r}"

        return check

    for name, text in (
        ("scalars", "optional_int32: 123 optional_string: 'hello' optional_bool: true"),
        ("message", "nested_message { c: 111 }"),
        ("group", "OptionalGroup { a: 321 }"),
        ("repeated", "OptionalGroup { a: 321 } repeated_int32: [1, 2, 3]"),
    ):
        message = text_format.Parse(text, UnknownToTestAllTypes())
        for wanted in (False, True):
            yield Case(
                "unknown fields",
                f"{name}, {'printed' if wanted else 'left out'}",
                kind,
                BINARY,
                message.SerializeToString(),
                TEXT,
                printed(message),
                print_unknown_fields=wanted,
            )


FAMILIES = [integers, floats, strings, separators, syntax, maps, merging, delimited, unknown]


def cases(kinds=ALL):
    for kind in kinds:
        for family in FAMILIES:
            yield from family(kind)
    for kind in PROTO3:
        yield from anys(kind)
