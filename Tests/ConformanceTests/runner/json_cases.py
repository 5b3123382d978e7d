"""Cases whose input is JSON, and those of JSON output that binary input alone can reach."""

import json_wellknown_cases
import schema
from cases import BINARY, JSON, TEXT, Case, either, equal, exactly, from_text, rejected
from json_composite_cases import lists, maps
from json_number_cases import floats, integers
from json_support import invalid, printed, valid
from schema import ALL, PROTO3, Edition2023

NAMES = {
    "fieldname1": "fieldname1",
    "field_name2": "fieldName2",
    "_field_name3": "FieldName3",
    "field__name4_": "fieldName4",
    "field0name5": "field0name5",
    "field_0_name6": "field0Name6",
    "fieldName7": "fieldName7",
    "FieldName8": "FieldName8",
    "field_Name9": "fieldName9",
    "Field_Name10": "FieldName10",
    "FIELD_NAME11": "FIELDNAME11",
    "FIELD_name12": "FIELDName12",
    "__field_name13": "FieldName13",
    "__Field_name14": "FieldName14",
    "field__name15": "fieldName15",
    "field__Name16": "fieldName16",
    "field_name17__": "fieldName17",
    "Field_name18__": "FieldName18",
}


def names(kind):
    if kind is Edition2023:
        return  # It has none of the fields with odd names.
    for number, (proto, camel) in enumerate(NAMES.items(), 1):
        for name in {proto, camel}:
            yield from valid("field names", kind, '{"%s": %d}' % (name, number), f"{proto}: {number}")
        yield from printed(
            "field names", kind, '{"%s": %d}' % (proto, number), lambda value, c=camel: list(value) == [c]
        )
    yield from valid("field names", kind, '{"fieldn\\u0061me1": 1}', "fieldname1: 1")
    yield from invalid(
        "field names",
        kind,
        "{fieldname1: 1}",
        '{"unknown": 1}',
        '{"FIELDNAME1": 1}',
        '{"": 1}',
        '{"optional-int32": 1}',
        '{"1": 1}',
    )
    for first, second in (
        ("optionalNestedMessage", "optionalNestedMessage"),
        ("optional_nested_message", "optionalNestedMessage"),
        ("optionalNestedMessage", "optional_nested_message"),
    ):
        yield from invalid("duplicate names", kind, '{"%s": {"a": 1}, "%s": {}}' % (first, second))
    if kind in PROTO3:
        yield from printed("defaults", kind, '{"FieldName13": 0}', lambda value: value == {})
    else:
        yield from printed("defaults", kind, '{"FieldName13": 0}', lambda value: value == {"FieldName13": 0})
        extension = f"[{kind.DESCRIPTOR.file.package}.extension_int32]"
        yield from valid("extensions", kind, '{"%s": 1}' % extension, f"{extension}: 1")
        yield from printed("extensions", kind, '{"%s": 1}' % extension, lambda value: value == {extension: 1})
        yield from invalid("extensions", kind, '{"[not.known]": 1}', '{"[%s]": 1}' % kind.DESCRIPTOR.full_name)


def syntax(kind):
    yield from invalid(
        "syntax",
        kind,
        '{"optionalString": "abc\\',
        '{"optionalInt32":1,}',
        '{"optionalInt32":1 ,}',
        '{"optionalInt32":1 , }',
        '{\n  "optionalInt32":1,\n}',
        '{\n// comment\n"optionalInt32": 1}',
        '{ "optionalInt32": 1 "optionalInt64": 2 }',
        '{\n"optionalInt32": 1\n"optionalInt64": 2\n}',
        "null",
        "",
        " ",
        "1",
        "[]",
        '"a"',
        "{}}",
        "{} {}",
        "{",
        "{]",
        '{"optionalInt32" 1}',
        '{"optionalInt32":}',
        '{"optionalInt32": 1, , "optionalInt64": 2}',
        "{,}",
        "{'optionalInt32': 1}",
        '{"optionalInt32": 1}x',
        "\ufeff{}",
        '{"optionalInt32": .5}',
        '{"optionalInt32": 1.}',
        '{"optionalInt32": 1e}',
        '{"optionalDouble": 0x1}',
        '{"optionalDouble": --1}',
        '{"optionalString": "\t"}',
        '{"optionalString": "\n"}',
        '{"optionalBool": tru}',
        '{"optionalBool": truex}',
    )
    both = "optional_int32: 1 optional_int64: 2"
    for text in (
        '{"optionalInt32":1,"optionalInt64":2}',
        '{ "optionalInt32" : 1 , "optionalInt64" : 2 }',
        '{\n"optionalInt32"\n:\n1\n,\n"optionalInt64"\n:\n2\n}',
        '\t{\r\n "optionalInt32":1,"optionalInt64":2}\n ',
    ):
        yield from valid("syntax", kind, text, both)
    yield from valid("syntax", kind, "{}", "")
    yield from valid("syntax", kind, '{"optionalString":"Hello, World!"}', 'optional_string: "Hello, World!"')


def ignoring(kind):
    def ignored(text, expected=""):
        return valid("ignore unknown", kind, text, expected, outputs=(BINARY, JSON), ignore_unknown=True)

    for value in ("1", '"a"', "true", "false", "null", '{"a": 1}', '[1, {"b": [null]}]', "1e400", "{}", "[]"):
        yield from ignored('{"unknown": %s}' % value)
    yield from ignored('{"unknown": {"a": [1, {}]}, "optionalInt32": 5}', "optional_int32: 5")
    yield from ignored('{"optionalNestedMessage": {"b": 1, "a": 2}}', "optional_nested_message { a: 2 }")
    yield from ignored('{"[not.known]": 1}')
    yield from ignored('{"optional_nested_enum": "UNKNOWN_ENUM_VALUE"}')
    yield from ignored('{"repeated_nested_enum": ["UNKNOWN_ENUM_VALUE"]}')
    yield from ignored(
        '{"repeated_nested_enum": ["FOO", "UNKNOWN_ENUM_VALUE", "FOO"]}',
        "repeated_nested_enum: FOO repeated_nested_enum: FOO",
    )
    yield from ignored('{"map_string_nested_enum": {"key": "UNKNOWN_ENUM_VALUE"}}')
    yield from ignored(
        '{"map_string_nested_enum": {"key1": "FOO", "key2": "UNKNOWN_ENUM_VALUE"}}',
        'map_string_nested_enum { key: "key1" value: FOO }',
    )
    for text in ('{"unknown": }', '{"unknown": 1 2}', '{"unknown": [1,]}', '{"unknown": {"a"}}', '{"unknown": 01}'):
        yield Case("ignore unknown", text, kind, JSON, text, JSON, rejected, ignore_unknown=True)


def simple(kind):
    for text in ("true", "false"):
        yield from valid("bools", kind, '{"optionalBool":%s}' % text, f"optional_bool: {text}")
    yield from invalid(
        "bools",
        kind,
        *(
            '{"optionalBool":%s}' % text
            for text in ("0", "1", "True", "False", "TRUE", "FALSE", '"true"', '"false"', "[true]", "{}")
        ),
    )
    for name in ("FOO", "BAR", "NEG"):
        yield from valid("enums", kind, '{"optionalNestedEnum": "%s"}' % name, f"optional_nested_enum: {name}")
    for number, name in ((0, "FOO"), (1, "BAR"), (-1, "NEG"), ("2.0", "BAZ")):
        yield from valid("enums", kind, '{"optionalNestedEnum": %s}' % number, f"optional_nested_enum: {name}")
    yield from invalid(
        "enums",
        kind,
        *(
            '{"optionalNestedEnum": %s}' % text
            for text in (
                "FOO",
                '["FOO"]',
                "[2]",
                "true",
                "false",
                '"UNKNOWN_ENUM_VALUE"',
                '""',
                "{}",
                "0.5",
                "2147483648",
                '"foo"',
            )
        ),
    )
    yield from invalid(
        "enums",
        kind,
        '{"repeated_nested_enum": ["UNKNOWN_ENUM_VALUE"]}',
        '{"map_string_nested_enum": {"key": "UNKNOWN_ENUM_VALUE"}}',
    )
    if kind in PROTO3:
        for name in ("ALIAS_BAZ", "MOO", "moo", "bAz"):
            yield from valid("enums", kind, '{"optionalAliasedEnum": "%s"}' % name, "optional_aliased_enum: ALIAS_BAZ")
        yield from printed(
            "enums", kind, '{"optionalNestedEnum": 123}', lambda value: value == {"optionalNestedEnum": 123}
        )
    yield from valid("messages", kind, '{"optionalNestedMessage": {"a": 1234}}', "optional_nested_message { a: 1234 }")
    yield from valid("messages", kind, '{"optionalNestedMessage": {}}', "optional_nested_message {}")
    yield from invalid(
        "messages", kind, *('{"optionalNestedMessage": %s}' % text for text in ("[]", "1", '""', "true", "[{}]"))
    )


def strings(kind):
    for text, value in (
        ("Hello world!", "Hello world!"),
        ("谷歌", "谷歌"),
        (r"\"\\\/\b\f\n\r\t", r"\"\\/\b\f\n\r\t"),
        (r"\u8C37\u6B4C", "谷歌"),
        (r"\u8c37\u6b4c", "谷歌"),
        (r"\uD83D\uDE01", "\U0001f601"),
        (r"Hello\u0000world!", r"Hello\000world!"),
        ("\x7f", r"\177"),
        ("", ""),
    ):
        yield from valid("strings", kind, '{"optionalString": "%s"}' % text, f'optional_string: "{value}"')
    yield from invalid(
        "strings",
        kind,
        *(
            '{"optionalString": %s}' % text
            for text in (
                r'"\U8C37\U6b4C"',
                r'"\uXXXX\u6B4C"',
                r'"\u8C3"',
                r'"\uD800"',
                r'"\uDC00"',
                r'"\uDE01\uD83D"',
                r'"\uD800\u0041"',
                "12345",
                "'Hello world!'",
                "true",
                r'"\x41"',
                r'"\a"',
                r'"\ "',
                '"abc',
                "[]",
                "{}",
            )
        ),
    )
    yield from invalid("strings", kind, """{'optionalString': "Hello world!"}""", "{'optionalString': 'Hello world!'}")
    for text, value in (
        ("AQI=", r"\001\002"),
        ("-_", r"\373"),
        ("AQI", r"\001\002"),
        ("+/8=", r"\373\377"),
        ("-_8=", r"\373\377"),
        ("-_8", r"\373\377"),
        ("", ""),
        ("AAEC", r"\000\001\002"),
        (r"AQI\u003d", r"\001\002"),
    ):
        yield from valid("bytes", kind, '{"optionalBytes": "%s"}' % text, f'optional_bytes: "{value}"')
    yield from invalid(
        "bytes",
        kind,
        *('{"optionalBytes": %s}' % text for text in ("1", "true", '"!"', '"AQI=="', "[]", '"A"', '"谷"')),
    )


def nulls(kind):
    fields = [
        "Int32",
        "Int64",
        "Uint32",
        "Uint64",
        "Sint32",
        "Sint64",
        "Fixed32",
        "Fixed64",
        "Sfixed32",
        "Sfixed64",
        "Float",
        "Double",
        "Bool",
        "String",
        "Bytes",
        "NestedEnum",
        "NestedMessage",
    ]
    every = [f'"{prefix}{field}": null' for field in fields for prefix in ("optional", "repeated")]
    every += [f'"{name}": null' for name in ("mapInt32Int32", "mapBoolBool", "mapStringNestedMessage", "oneofUint32")]
    yield from valid("null", kind, "{" + ", ".join(every) + "}", "", name="every field")
    yield from invalid(
        "null",
        kind,
        '{"repeatedInt32": [1, null, 2]}',
        '{"repeatedNestedMessage": [{"a":1}, null, {"a":2}]}',
        '{"mapInt32Int32": {null: 1}}',
        '{"mapInt32Int32": {"0": null}}',
        '{"mapStringNestedMessage": {"a": null}}',
        '{"repeatedString": [null]}',
        '{"optionalInt32": nul}',
    )


def oneofs(kind):
    for text, winner in (
        ('{"oneofUint32": 1, "oneofString": "test"}', 'oneof_string: "test"'),
        ('{"oneofString": "test", "oneofUint32": 1}', "oneof_uint32: 1"),
    ):
        yield Case("oneofs", text, kind, JSON, text, BINARY, either(rejected, equal(from_text(kind, winner))))
    for text in ('{"oneofUint32": null, "oneofString": "test"}', '{"oneofString": "test", "oneofUint32": null}'):
        yield from valid("oneofs", kind, text, 'oneof_string: "test"')
    for text, value in (
        ('"oneofUint32": 0', "oneof_uint32: 0"),
        ('"oneofNestedMessage": {}', "oneof_nested_message {}"),
        ('"oneofString": ""', 'oneof_string: ""'),
        ('"oneofBytes": ""', 'oneof_bytes: ""'),
        ('"oneofBool": false', "oneof_bool: false"),
        ('"oneofUint64": 0', "oneof_uint64: 0"),
        ('"oneofFloat": 0.0', "oneof_float: 0"),
        ('"oneofDouble": 0.0', "oneof_double: 0"),
        ('"oneofEnum":"FOO"', "oneof_enum: FOO"),
    ):
        yield from valid("oneofs", kind, "{%s}" % text, value)


def named_enums(kind):
    """Values of an enum that an option calls otherwise in JSON; the declared names are read as well."""
    for value, name in (
        ("FOO", '"FOREIGN_ENUM_EDITION2026_FOO"'),
        ("BAR", '"customBar"'),
        ("EMPTY", '""'),
        ("ESCAPES", r'"e\"sc\tap\ne"'),
        ("ALIAS", '"customAlias"'),
        ("ALIAS_TOO", '"customAlias"'),
        ("NUMERIC", '"6"'),
    ):
        value = "FOREIGN_ENUM_EDITION2026_" + value
        for text, printed in (
            (f"optional_foreign_enum: {value}", f'{{"optionalForeignEnum":{name}}}'),
            (f"repeated_foreign_enum: [{value}]", f'{{"repeatedForeignEnum":[{name}]}}'),
            (
                f"map_string_foreign_enum {{ key: 'k' value: {value} }}",
                f'{{"mapStringForeignEnum":{{"k":{name}}}}}',
            ),
        ):
            yield Case("enum names by option", text, kind, TEXT, text, JSON, exactly(printed))
            yield from valid("enum names by option", kind, printed, text, outputs=(BINARY, TEXT))
            declared = printed.replace(name, f'"{value}"')
            yield from valid("enum names by option", kind, declared, text, outputs=(BINARY, TEXT))
    yield from invalid("enum names by option", kind, '{"optionalForeignEnum": "custombar"}')


FAMILIES = [names, syntax, ignoring, integers, floats, simple, strings, nulls, lists, maps, oneofs]


def cases(kinds=ALL):
    for kind in kinds:
        for family in FAMILIES:
            yield from family(kind)
    for kind in PROTO3:
        yield from json_wellknown_cases.cases(kind)
    yield from named_enums(schema.Edition2026)
