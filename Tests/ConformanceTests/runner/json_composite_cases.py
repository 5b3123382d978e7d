"""Cases of lists and maps in JSON."""

from json_support import invalid, valid


def lists(kind):
    for field, text, expected in (
        ("repeatedInt32", "[1, 2, 3, 4]", "repeated_int32: [1, 2, 3, 4]"),
        ("repeatedNestedEnum", '["FOO", "BAR", "BAZ", 2]', "repeated_nested_enum: [FOO, BAR, BAZ, BAZ]"),
        ("repeatedString", '["Hello", "world"]', 'repeated_string: ["Hello", "world"]'),
        ("repeatedBytes", '["AAEC", "AQI="]', r'repeated_bytes: ["\x00\x01\x02", "\x01\x02"]'),
        ("repeatedNestedMessage", '[{"a": 1234}, {"a": 5678}]', "repeated_nested_message: [{a: 1234}, {a: 5678}]"),
        ("repeatedDouble", '[1, 1.5, "NaN"]', "repeated_double: [1, 1.5, nan]"),
        ("repeatedInt32", "[]", ""),
    ):
        yield from valid("repeated", kind, '{"%s": %s}' % (field, text), expected)
    yield from invalid(
        "repeated",
        kind,
        *(
            '{"repeated%s}' % text
            for text in (
                'Int32": [1, false, 3]',
                'Int32": [1, 2, "name", 4]',
                'Int32": [1, {"a": 4}]',
                'String": ["1", 2]',
                'String": ["1", false]',
                'String": ["1", {"a": 4}]',
                'NestedMessage": [{"a": 1}, 2]',
                'NestedMessage": [{"a": 1}, false]',
                'NestedMessage": [{"a": 1}, "2"]',
                'Int32": 1',
                'NestedMessage": {"a": 1}',
                'Int32": [1, 2, 3, 4,]',
                'Int32": [1, 2 ,]',
                'Int32": [1 , ]',
                'Int32": [\n1,\n]',
                'Int32": [,1]',
                'Int32": [1 2]',
                'Int32": [[1]]',
                'Int32": [1',
                'Int32": "1"',
                'String": "a"',
            )
        ),
    )


def maps(kind):
    for type_ in (
        "Int32",
        "Uint32",
        "Int64",
        "Uint64",
        "Sint32",
        "Sint64",
        "Fixed32",
        "Fixed64",
        "Sfixed32",
        "Sfixed64",
    ):
        field = f"map_{type_.lower()}_{type_.lower()}"
        yield from valid(
            "maps",
            kind,
            '{"map%s%s": {"1": 2, "3": 4}}' % (type_, type_),
            f"{field} {{key: 1 value: 2}} {field} {{key: 3 value: 4}}",
        )
        yield from valid("maps", kind, '{"map%s%s": {"\\u0031": 2}}' % (type_, type_), f"{field} {{key: 1 value: 2}}")
        yield from invalid(
            "maps",
            kind,
            *(
                '{"map%s%s": %s}' % (type_, type_, text)
                for text in (
                    "{1: 2, 3: 4}",
                    '{"1": "x"}',
                    '{"a": 1}',
                    '{"": 1}',
                    '{" 1": 1}',
                    '{"true": 1}',
                    "[]",
                    "1",
                    '{"0.5": 1}',
                )
            ),
        )
    yield from valid(
        "maps",
        kind,
        '{"mapBoolBool": {"true": true, "false": false}}',
        "map_bool_bool {key: true value: true} map_bool_bool {key: false value: false}",
    )
    yield from valid("maps", kind, r'{"mapBoolBool": {"tr\u0075e": true}}', "map_bool_bool {key: true value: true}")
    yield from invalid(
        "maps",
        kind,
        '{"mapBoolBool": {true: true, false: false}}',
        '{"mapBoolBool": {"1": true}}',
        '{"mapBoolBool": {"True": true}}',
    )
    yield from valid(
        "maps",
        kind,
        '{"mapStringNestedMessage": {"hello": {"a": 1234}, "world": {"a": 5678}}}',
        'map_string_nested_message {key: "hello" value {a: 1234}} '
        'map_string_nested_message {key: "world" value {a: 5678}}',
    )
    yield from valid(
        "maps",
        kind,
        '{"mapStringString": {"": "", "a\\n": "b"}}',
        r'map_string_string {key: "" value: ""} map_string_string {key: "a\n" value: "b"}',
    )
    yield from valid(
        "maps",
        kind,
        '{"mapStringBytes": {"a": "AQI="}, "mapInt32Double": {"-1": "NaN"}}',
        r'map_string_bytes {key: "a" value: "\001\002"} map_int32_double {key: -1 value: nan}',
    )
    yield from invalid("maps", kind, '{"mapInt32Int32": {"1": 1, "1": 2}}')
