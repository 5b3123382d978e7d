"""What a case is: one request, and what the response has to be."""

import json

from google.protobuf import json_format, text_format

import schema
from schema import Request

BINARY, JSON, TEXT = (
    Request.DESCRIPTOR.fields_by_name["requested_output_format"].enum_type.values_by_name[name].number
    for name in ("PROTOBUF", "JSON", "TEXT_FORMAT")
)
FORMAT = {BINARY: "binary", JSON: "JSON", TEXT: "text"}
PAYLOAD = {BINARY: "protobuf_payload", JSON: "json_payload", TEXT: "text_payload"}
CATEGORY = {BINARY: 1, JSON: 2, TEXT: 5}
IGNORE_UNKNOWN = 3


class Case:
    """A request for a message type; `family` is the row of the table that it counts for."""

    def __init__(self, family, name, kind, source, data, output, expect, ignore_unknown=False, **options):
        self.family, self.name, self.kind, self.expect, self.output = family, name, kind, expect, output
        request = Request(message_type=kind.DESCRIPTOR.full_name, requested_output_format=output, **options)
        setattr(request, PAYLOAD[source], data)
        request.test_category = IGNORE_UNKNOWN if ignore_unknown else CATEGORY[source]
        self.request, self.source = request, source

    @property
    def title(self):
        return f"{schema.LABEL[self.kind]} {FORMAT[self.source]}->{FORMAT[self.output]} {self.family}: {self.name}"

    def failure(self, response):
        """None, or what is wrong with the response."""
        result = response.WhichOneof("result")
        if result is None:
            return "an empty response"
        if result in ("runtime_error", "timeout_error", "skipped"):
            return f"{result}: {getattr(response, result)}"
        return self.expect(self, result, getattr(response, result))


def canonical(message):
    """Equal messages have the same text, whatever the order of their maps and the bits of their NaNs."""
    return text_format.MessageToString(message, print_unknown_fields=True, as_utf8=False)


def parse(kind, output, payload, **options):
    if output == BINARY:
        return kind.FromString(payload)
    if output == JSON:
        return json_format.Parse(payload, kind(), descriptor_pool=schema.POOL)
    return text_format.Parse(payload, kind(), descriptor_pool=schema.POOL, **options)


def rejected(case, result, payload):
    return None if result == "parse_error" else f"accepted as {payload!r}"


def unserializable(case, result, payload):
    return None if result == "serialize_error" else f"{result} {payload!r}"


def equal(message):
    """The payload is a message equal to `message`."""

    def check(case, result, payload):
        if result != PAYLOAD[case.output]:
            return f"{result}: {payload}"
        try:
            got = parse(type(message), case.output, payload)
        except Exception as error:
            return f"unreadable output {payload!r}: {error}"
        wanted, found = canonical(message), canonical(got)
        return None if wanted == found else f"\n  wanted {wanted!r}\n  found  {found!r}"

    return check


def exactly(data):
    def check(case, result, payload):
        if result != PAYLOAD[case.output]:
            return f"{result}: {payload}"
        return None if payload == data else f"\n  wanted {data!r}\n  found  {payload!r}"

    return check


def either(*checks):
    def check(case, result, payload):
        failures = [each(case, result, payload) for each in checks]
        return None if None in failures else failures[-1]

    return check


def json_value(predicate):
    """The payload is JSON of which the predicate holds."""

    def check(case, result, payload):
        if result != "json_payload":
            return f"{result}: {payload}"
        return None if predicate(json.loads(payload)) else f"found {payload}"

    return check


def from_wire(kind, data):
    return kind.FromString(data)


def from_text(kind, text):
    return text_format.Parse(text, kind(), descriptor_pool=schema.POOL)
