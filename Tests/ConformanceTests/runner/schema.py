"""The conformance messages in Python, from the same .proto files as the program under test."""

import pathlib
import tempfile

import grpc_tools
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from grpc_tools import protoc

from wire import F

PROTOS = pathlib.Path(__file__).resolve().parents[2] / "Conformance" / "protos"
FILES = [
    "conformance/conformance.proto",
    "google/protobuf/test_messages_proto2.proto",
    "google/protobuf/test_messages_proto3.proto",
    "editions/golden/test_messages_proto2_editions.proto",
    "editions/golden/test_messages_proto3_editions.proto",
    "test_protos/test_messages_edition2023.proto",
    "google/protobuf/json_enumvalue_options.proto",
    "test_protos/test_messages_edition2026.proto",
    "test_protos/test_messages_edition_unstable.proto",
]


def _load():
    with tempfile.NamedTemporaryFile(suffix=".binpb") as out:
        bundled = pathlib.Path(grpc_tools.__file__).parent / "_proto"
        status = protoc.main(["protoc", f"-I{PROTOS}", f"-I{bundled}", "--include_imports", f"-o{out.name}"] + FILES)
        if status:
            raise SystemExit("protoc refuses the conformance messages")
        files = descriptor_pb2.FileDescriptorSet.FromString(out.read())
    # The well-known types come from Python's own pool, so that messages have their conveniences.
    pool = descriptor_pool.Default()
    for file in files.file:
        try:
            pool.FindFileByName(file.name)
        except KeyError:
            if file.package == "google.protobuf":
                __import__("google.protobuf." + pathlib.Path(file.name).stem + "_pb2")
            else:
                pool.Add(file)
    return pool


POOL = _load()


def message(name):
    return message_factory.GetMessageClass(POOL.FindMessageTypeByName(name))


Request = message("conformance.ConformanceRequest")
Response = message("conformance.ConformanceResponse")
FailureSet = message("conformance.FailureSet")
UnknownToTestAllTypes = message("protobuf_test_messages.proto2.UnknownToTestAllTypes")

Proto2 = message("protobuf_test_messages.proto2.TestAllTypesProto2")
Proto3 = message("protobuf_test_messages.proto3.TestAllTypesProto3")
EditionsProto2 = message("protobuf_test_messages.editions.proto2.TestAllTypesProto2")
EditionsProto3 = message("protobuf_test_messages.editions.proto3.TestAllTypesProto3")
Edition2023 = message("protobuf_test_messages.editions.TestAllTypesEdition2023")
Edition2026 = message("protobuf_test_messages.editions.TestAllTypesEdition2026")
EditionUnstable = message("protobuf_test_messages.edition_unstable.TestAllTypesEditionUnstable")

LABEL = {
    Proto2: "proto2",
    Proto3: "proto3",
    EditionsProto2: "editions proto2",
    EditionsProto3: "editions proto3",
    Edition2023: "edition 2023",
    Edition2026: "edition 2026",
    EditionUnstable: "edition unstable",
}
ALL = [Proto2, Proto3, EditionsProto2, EditionsProto3, Edition2023]
# The types whose fields have no presence, and which have fields of the well-known types.
PROTO3 = [Proto3, EditionsProto3]
PROTO2 = [Proto2, EditionsProto2]


def is_map(field):
    return field.type == F.TYPE_MESSAGE and field.message_type.GetOptions().map_entry


def fields(kind):
    return sorted(kind.DESCRIPTOR.fields, key=lambda field: field.number)


def singular(kind, type_):
    """The first singular field of a type."""
    return next(f for f in fields(kind) if f.type == type_ and not f.is_repeated)


def repeated(kind, type_, packed=None):
    return next(
        f
        for f in fields(kind)
        if f.type == type_ and f.is_repeated and not is_map(f) and (packed is None or f.is_packed == packed)
    )


def maps(kind):
    return [f for f in fields(kind) if is_map(f)]


def oneof_members(kind):
    return [f for f in fields(kind) if f.containing_oneof]
