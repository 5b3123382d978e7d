"""Cases of the well-known types in JSON."""

from cases import BINARY, JSON, TEXT, Case, equal, from_text, json_value, rejected, unserializable
from wire import *


def valid(family, kind, text, expected, name=None):
    for output in (BINARY, JSON, TEXT):
        yield Case(family, name or text, kind, JSON, text, output, equal(from_text(kind, expected)))


def invalid(family, kind, *texts):
    for text in texts:
        yield Case(family, text[:80], kind, JSON, text, JSON, rejected)


def refused(family, kind, name, data):
    """The message can be read, and has no JSON form."""
    yield Case(family, name, kind, BINARY, data, JSON, unserializable)


def printed(family, kind, text, wanted):
    yield Case(family, "printed, " + text, kind, JSON, text, JSON, json_value(lambda value: value == wanted))


WRAPPERS = {
    "bool": ("false", "true"),
    "int32": ("0", "1"),
    "int64": ("0", "1"),
    "uint32": ("0", "1"),
    "uint64": ("0", "1"),
    "float": ("0", "1"),
    "double": ("0", "1"),
    "string": ('""', '"1"'),
    "bytes": ('""', '"AQI="'),
}


def wrappers(kind):
    for type_, (zero, one) in WRAPPERS.items():
        camel = type_.capitalize()
        value = r'"\001\002"' if type_ == "bytes" else one
        yield from valid(
            "wrappers", kind, '{"optional%sWrapper": %s}' % (camel, zero), f"optional_{type_}_wrapper {{value: {zero}}}"
        )
        yield from valid(
            "wrappers", kind, '{"optional%sWrapper": %s}' % (camel, one), f"optional_{type_}_wrapper {{value: {value}}}"
        )
        yield from valid(
            "wrappers",
            kind,
            '{"repeated%sWrapper": [%s, %s]}' % (camel, zero, one),
            f"repeated_{type_}_wrapper {{value: {zero}}} repeated_{type_}_wrapper {{value: {value}}}",
        )
        for prefix in ("optional", "repeated"):
            yield from valid("wrappers", kind, '{"%s%sWrapper": null}' % (prefix, camel), "")
        yield from invalid(
            "wrappers",
            kind,
            '{"optional%sWrapper": {}}' % camel,
            '{"optional%sWrapper": {"value": %s}}' % (camel, one),
            '{"repeated%sWrapper": [null]}' % camel,
        )


def durations(kind):
    for text, seconds, nanos in (
        ("-315576000000.999999999s", -315576000000, -999999999),
        ("315576000000.999999999s", 315576000000, 999999999),
        ("-5s", -5, 0),
        ("-0.5s", 0, -500000000),
        ("1.5s", 1, 500000000),
        ("0s", 0, 0),
        ("1.000000000s", 1, 0),
        ("0.000000001s", 0, 1),
        ("3.1s", 3, 100000000),
    ):
        yield from valid(
            "Duration",
            kind,
            '{"optionalDuration": "%s"}' % text,
            f"optional_duration {{seconds: {seconds} nanos: {nanos}}}",
        )
    yield from valid(
        "Duration",
        kind,
        '{"repeatedDuration": ["1.5s", "-1.5s"]}',
        "repeated_duration {seconds: 1 nanos: 500000000} repeated_duration {seconds: -1 nanos: -500000000}",
    )
    yield from valid("Duration", kind, '{"optionalDuration": null}', "")
    yield from invalid(
        "Duration",
        kind,
        *(
            '{"optionalDuration": %s}' % text
            for text in (
                '"1"',
                '"-315576000001.000000000s"',
                '"315576000001.000000000s"',
                "1",
                '""',
                '"s"',
                '"1.0000000001s"',
                '"1 s"',
                '" 1s"',
                '"1S"',
                '"1e3s"',
                '"--1s"',
                '"0x1s"',
                '{"seconds": 1}',
                '"1.s1"',
                '"9223372036854775808s"',
            )
        ),
    )
    for name, seconds, nanos in (
        ("too small", -315576000001, 0),
        ("too large", 315576000001, 0),
        ("wrong sign", 1, -1),
        ("wrong sign, negative", -1, 1),
        ("nanos too small", -1, -1000000000),
        ("nanos too large", 1, 1000000000),
    ):
        yield from refused(
            "Duration", kind, name, ld(301, (v(1, seconds) if seconds else b"") + (v(2, nanos) if nanos else b""))
        )
    for text, wanted in (
        ("1.000000000s", "1s"),
        ("1.010000000s", "1.010s"),
        ("1.000010000s", "1.000010s"),
        ("1.000000010s", "1.000000010s"),
        ("-0.5s", "-0.500s"),
    ):
        yield from printed("Duration", kind, '{"optionalDuration": "%s"}' % text, {"optionalDuration": wanted})


def timestamps(kind):
    for text, seconds, nanos in (
        ("0001-01-01T00:00:00Z", -62135596800, 0),
        ("9999-12-31T23:59:59.999999999Z", 253402300799, 999999999),
        ("1970-01-01T00:00:00.000Z", 0, 0),
        ("1970-01-01T00:00:00.000000001Z", 0, 1),
        ("1969-12-31T23:59:59.999999999Z", -1, 999999999),
        ("1969-12-31T23:59:58.999999999Z", -2, 999999999),
        ("1970-01-01T00:00:10.500Z", 10, 500000000),
        ("1969-12-31T23:59:49.500Z", -11, 500000000),
        ("1993-02-10T00:00:00.000Z", 729302400, 0),
        ("1970-01-01T08:00:01+08:00", 1, 0),
        ("1969-12-31T16:00:01-08:00", 1, 0),
        ("2000-02-29T00:00:00Z", 951782400, 0),
        ("1970-01-02T01:00:00+02:00", 82800, 0),
        ("0001-01-01T00:00:00-00:01", -62135596740, 0),
        ("9999-12-31T23:59:59+00:01", 253402300739, 0),
        ("1970-01-01T00:00:00-11:30", 41400, 0),
        ("1970-01-01T00:00:00.1Z", 0, 100000000),
        ("2016-12-31T23:59:59Z", 1483228799, 0),
    ):
        yield from valid(
            "Timestamp",
            kind,
            '{"optionalTimestamp": "%s"}' % text,
            f"optional_timestamp {{seconds: {seconds} nanos: {nanos}}}",
        )
    yield from valid("Timestamp", kind, '{"optionalTimestamp": null}', "")
    yield from valid(
        "Timestamp",
        kind,
        '{"repeatedTimestamp": ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999999Z"]}',
        "repeated_timestamp {seconds: -62135596800} repeated_timestamp {seconds: 253402300799 nanos: 999999999}",
    )
    yield from invalid(
        "Timestamp",
        kind,
        *(
            '{"optionalTimestamp": "%s"}' % text
            for text in (
                "0000-01-01T00:00:00Z",
                "10000-01-01T00:00:00Z",
                "0001-01-01T00:00:00",
                "0001-01-01 00:00:00Z",
                "0001-01-01T00:00:00z",
                "0001-01-01t00:00:00Z",
                "1970-01-01T08:00:01+0800",
                "1970-13-01T00:00:00Z",
                "1970-00-01T00:00:00Z",
                "1970-01-32T00:00:00Z",
                "1970-01-00T00:00:00Z",
                "1970-01-01T24:00:00Z",
                "1970-01-01T25:00:00Z",
                "1970-01-01T00:60:00Z",
                "1970-01-01T00:00:60Z",
                "1970-01-01T00:00:00+24:00",
                "1970-01-01T00:00:00+00:60",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "1970-01-01T00:00:00.1234567890Z",
                "1970-01-01T00:00:00.123aZ",
                "999-01-01T00:00:00Z",
                "00001-01-01T00:00:00Z",
                "1970-1-01T00:00:00Z",
                "1970-01-1T00:00:00Z",
                "2001-02-29T00:00:00Z",
                "1900-02-29T00:00:00Z",
                "1970-04-31T00:00:00Z",
                "",
                "Z",
                "1970-01-01",
                "1970-01-01T00:00:00.Z",
                "1970-01-01T00:00Z",
                "1970-01-01T00:00:00+08",
                " 1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00ZZ",
                "1970-01-01T00:00:00,5Z",
                "-001-01-01T00:00:00Z",
                "+970-01-01T00:00:00Z",
            )
        ),
        '{"optionalTimestamp": 0}',
    )
    for name, seconds, nanos in (
        ("too small", -62135596801, 0),
        ("too large", 253402300800, 0),
        ("negative nanos", 5000, -1),
        ("nanos too large", 5000, 1000000000),
    ):
        yield from refused("Timestamp", kind, name, ld(302, v(1, seconds) + (v(2, nanos) if nanos else b"")))
    for text, wanted in (
        ("1969-12-31T16:00:00-08:00", "1970-01-01T00:00:00Z"),
        ("1970-01-01T00:00:00.000000000Z", "1970-01-01T00:00:00Z"),
        ("1970-01-01T00:00:00.010000000Z", "1970-01-01T00:00:00.010Z"),
        ("1970-01-01T00:00:00.000010000Z", "1970-01-01T00:00:00.000010Z"),
        ("1970-01-01T00:00:00.000000010Z", "1970-01-01T00:00:00.000000010Z"),
    ):
        yield from printed("Timestamp", kind, '{"optionalTimestamp": "%s"}' % text, {"optionalTimestamp": wanted})


def masks(kind):
    yield from valid(
        "FieldMask", kind, '{"optionalFieldMask": "foo,barBaz"}', 'optional_field_mask {paths: "foo" paths: "bar_baz"}'
    )
    yield from valid("FieldMask", kind, '{"optionalFieldMask": ""}', "optional_field_mask {}")
    yield from valid(
        "FieldMask", kind, '{"optionalFieldMask": "fooBar.bazQux"}', 'optional_field_mask {paths: "foo_bar.baz_qux"}'
    )
    yield from invalid(
        "FieldMask",
        kind,
        '{"optionalFieldMask": "foo,bar_bar"}',
        '{"optionalFieldMask": 1}',
        '{"optionalFieldMask": ["foo"]}',
    )
    for path in (b"fooBar", b"foo_3_bar", b"foo__bar", b"foo_"):
        yield from refused("FieldMask", kind, path.decode(), ld(303, ld(1, path)))


def structs(kind):
    yield from valid(
        "Struct",
        kind,
        """{"optionalStruct": {"nullValue": null, "intValue": 1234, "boolValue": true, "doubleValue": 1234.5678,
        "stringValue": "Hello world!", "listValue": [1234, "5678"], "objectValue": {"value": 0}}}""",
        """optional_struct {
        fields {key: "nullValue" value {null_value: NULL_VALUE}} fields {key: "intValue" value {number_value: 1234}}
        fields {key: "boolValue" value {bool_value: true}} fields {key: "doubleValue" value {number_value: 1234.5678}}
        fields {key: "stringValue" value {string_value: "Hello world!"}}
        fields {key: "listValue" value {list_value {values {number_value: 1234} values {string_value: "5678"}}}}
        fields {key: "objectValue" value {struct_value {fields {key: "value" value {number_value: 0}}}}}}""",
        name="every kind",
    )
    yield from valid(
        "Struct",
        kind,
        '{"optionalStruct": {"listValue": []}}',
        'optional_struct {fields {key: "listValue" value {list_value {}}}}',
    )
    yield from valid("Struct", kind, '{"optionalStruct": {}}', "optional_struct {}")
    yield from valid("Struct", kind, '{"optionalStruct": null}', "")
    yield from invalid(
        "Struct", kind, '{"optionalStruct": []}', '{"optionalStruct": 1}', '{"optionalStruct": {"a": 1, "a": 2}}'
    )
    for text, value in (
        ("1", "number_value: 1"),
        ("1.5", "number_value: 1.5"),
        ("false", "bool_value: false"),
        ("null", "null_value: NULL_VALUE"),
        ('"hello"', 'string_value: "hello"'),
        ('[0, "hello"]', 'list_value {values {number_value: 0} values {string_value: "hello"}}'),
        ('{"value": 1}', 'struct_value {fields {key: "value" value {number_value: 1}}}'),
        ("[]", "list_value {}"),
        ("{}", "struct_value {}"),
    ):
        yield from valid("Value", kind, '{"optionalValue": %s}' % text, "optional_value {%s}" % value)
    yield from valid(
        "Value",
        kind,
        '{"repeatedValue": [["a"], null]}',
        'repeated_value {list_value {values {string_value: "a"}}} repeated_value {null_value: NULL_VALUE}',
    )
    yield from valid(
        "Value", kind, '{"repeatedListValue": [["a"]]}', 'repeated_list_value {values {string_value: "a"}}'
    )
    yield from invalid(
        "Value",
        kind,
        '{"optionalValue": 1e999}',
        '{"optionalValue": nul}',
        '{"repeatedListValue": [{}]}',
        '{"optionalValue": [1,]}',
    )
    for text in ('"NULL_VALUE"', "null"):
        yield from printed("NullValue", kind, '{"oneofNullValue": %s}' % text, {"oneofNullValue": None})
    yield from printed("NullValue", kind, '{"optionalNullValue": null}', {})
    for number in (float("nan"), float("inf"), -float("inf")):
        yield from refused("Value", kind, str(number), ld(306, tag(2, FIXED64) + f64(number)))
    yield from refused("Value", kind, "no kind", ld(306))
    deep = '{"optionalValue": %s1%s}'
    expected = "number_value: 1"
    for _ in range(25):
        expected = "list_value {values {%s}}" % expected
    yield from valid("Value", kind, deep % ("[" * 25, "]" * 25), "optional_value {%s}" % expected, name="25 levels")
    yield from invalid("Value", kind, deep % ("[" * 200, "]" * 200))
    inner = 'struct_value {fields {key: "value" value {number_value: 1}}}'
    for _ in range(25):
        inner = 'struct_value {fields {key: "n" value {%s}}}' % inner
    for field, text in (
        ("optionalValue", "optional_value {%s}" % inner),
        ("optionalStruct", "optional_struct " + inner[len("struct_value ") :]),
    ):
        yield from valid(
            "Value",
            kind,
            '{"%s": {%s"value": 1%s}' % (field, '"n": {' * 25, "}" * 25 + "}"),
            text,
            name="25 levels of " + field,
        )
        yield from invalid("Value", kind, '{"%s": {%s"value": 1%s}' % (field, '"n": {' * 200, "}" * 200 + "}"))


def anys(kind):
    own = "type.googleapis.com/" + kind.DESCRIPTOR.full_name
    known = "type.googleapis.com/google.protobuf."

    def any_(url, members=""):
        return '{"optionalAny": {"@type": "%s"%s}}' % (url, members and ", " + members)

    for name, text, expected in (
        ("own type", any_(own, '"optionalInt32": 12345'), "[%s] {optional_int32: 12345}" % own),
        (
            "type last",
            '{"optionalAny": {"optionalInt32": 12345, "@type": "%s"}}' % own,
            "[%s] {optional_int32: 12345}" % own,
        ),
        (
            "nested",
            any_(known + "Any", '"value": {"@type": "%s", "optionalInt32": 12345}' % own),
            "[%sAny] {[%s] {optional_int32: 12345}}" % (known, own),
        ),
        ("wrapper", any_(known + "Int32Value", '"value": 12345'), "[%sInt32Value] {value: 12345}" % known),
        (
            "value before type",
            '{"optionalAny": {"value": "1.5s", "@type": "%sDuration"}}' % known,
            "[%sDuration] {seconds: 1 nanos: 500000000}" % known,
        ),
        ("Duration", any_(known + "Duration", '"value": "1.5s"'), "[%sDuration] {seconds: 1 nanos: 500000000}" % known),
        ("Timestamp", any_(known + "Timestamp", '"value": "1970-01-01T00:00:00Z"'), "[%sTimestamp] {}" % known),
        (
            "FieldMask",
            any_(known + "FieldMask", '"value": "foo,barBaz"'),
            '[%sFieldMask] {paths: "foo" paths: "bar_baz"}' % known,
        ),
        (
            "Struct",
            any_(known + "Struct", '"value": {"foo": 1}'),
            '[%sStruct] {fields {key: "foo" value {number_value: 1}}}' % known,
        ),
        (
            "Value object",
            any_(known + "Value", '"value": {"foo": 1}'),
            '[%sValue] {struct_value {fields {key: "foo" value {number_value: 1}}}}' % known,
        ),
        ("Value number", any_(known + "Value", '"value": 1'), "[%sValue] {number_value: 1}" % known),
        ("no type", '{"optionalAny": {}}', ""),
        ("Empty", any_(known + "Empty"), "[%sEmpty] {}" % known),
        ("empty message", any_(own), "[%s] {}" % own),
    ):
        yield from valid("Any", kind, text, "optional_any {%s}" % expected, name=name)
    yield from valid("Any", kind, '{"optionalAny": null}', "")
    yield from invalid(
        "Any",
        kind,
        any_("", '"value": ""'),
        any_("not_a_url", '"value": ""'),
        any_("type.googleapis.com/not.known", '"a": 1'),
        any_(own, '"@type": "%s"' % own),
        '{"optionalAny": {"@type": 1}}',
        '{"optionalAny": {"optionalInt32": 1}}',
        any_(known + "Duration", '"seconds": 1'),
        '{"optionalAny": 1}',
        any_(own, '"value": 1'),
    )
    yield from refused(
        "Any", kind, "of an unknown type", ld(305, ld(1, b"type.googleapis.com/not.known") + ld(2, b"\x08\x01"))
    )


def cases(kind):
    for family in (wrappers, durations, timestamps, masks, structs, anys):
        yield from family(kind)
