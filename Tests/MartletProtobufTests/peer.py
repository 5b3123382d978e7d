"""The other side of the codec's tests: protobuf for Python.

    peer.py cases        prints the messages below: a name, a tab, the wire format in hex
    peer.py reserialize  reads lines of a type's full name, a tab and hex; parses each and prints it again in hex,
                         or "error" if it isn't a message
"""

import glob
import os
import sys
import tempfile

import grpc_tools
from grpc_tools import protoc

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "protos")
scratch = tempfile.TemporaryDirectory()
files = [os.path.relpath(path, folder) for path in glob.glob(os.path.join(folder, "martlet/test/*.proto"))]
wellKnown = os.path.join(os.path.dirname(grpc_tools.__file__), "_proto")
if protoc.main(["protoc", "-I" + folder, "-I" + wellKnown, "--python_out", scratch.name] + sorted(files)):
    sys.exit("the protos can't be compiled")
sys.path.insert(0, scratch.name)

from google.protobuf import any_pb2, duration_pb2, message_factory, descriptor_pool, struct_pb2, timestamp_pb2
from google.protobuf.message import DecodeError
from martlet.test import composites_pb2 as composites
from martlet.test import editions_pb2 as editions
from martlet.test import extensions_pb2 as extensions
from martlet.test import large_pb2 as large
from martlet.test import legacy_pb2 as legacy
from martlet.test import presence_pb2 as presence
from martlet.test import scalars_pb2 as scalars

INTEGERS = {
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
    "sint32": (-(2**31), 2**31 - 1),
    "sint64": (-(2**63), 2**63 - 1),
    "fixed32": (0, 2**32 - 1),
    "fixed64": (0, 2**64 - 1),
    "sfixed32": (-(2**31), 2**31 - 1),
    "sfixed64": (-(2**63), 2**63 - 1),
}
MAX_FLOAT = (2 - 2**-23) * 2.0**127
MAX_DOUBLE = sys.float_info.max
TEXT = "\0 aé漢🪶\u2028" + "x" * 200


def extremes(message, index):
    """Sets each field to its smallest (0) or largest (1) value."""
    for name, limits in INTEGERS.items():
        setattr(message, name, limits[index])
    message.double = (-MAX_DOUBLE, MAX_DOUBLE)[index]
    message.float = (-MAX_FLOAT, MAX_FLOAT)[index]
    message.bool = True
    message.string = ("a", TEXT)[index]
    message.bytes = (b"\0", bytes(range(256)))[index]
    message.color = (scalars.COLOR_NEGATIVE, scalars.COLOR_BLUE)[index]
    return message


def lists(message):
    """Fills each list with the smallest value, zero, one and the largest value."""
    for name, (low, high) in INTEGERS.items():
        getattr(message, name).extend([low, 0, 1, high])
    message.double.extend([-MAX_DOUBLE, 0, 5e-324, MAX_DOUBLE])
    message.float.extend([-MAX_FLOAT, 0, 1.5, MAX_FLOAT])
    message.bool.extend([True, False, True])
    message.string.extend(["", "a", TEXT])
    message.bytes.extend([b"", b"\xff"])
    message.color.extend([scalars.COLOR_UNSPECIFIED, scalars.COLOR_NEGATIVE, 77])
    return message


def cases():
    yield "scalars empty", scalars.Scalars()
    yield "scalars smallest", extremes(scalars.Scalars(), 0)
    yield "scalars largest", extremes(scalars.Scalars(last=2**31 - 1), 1)
    yield "scalars minus zero", scalars.Scalars(double=-0.0, float=-0.0)
    yield "scalars infinite", scalars.Scalars(double=float("inf"), float=float("-inf"))
    yield "scalars tiny", scalars.Scalars(double=5e-324, float=2.0**-149, int32=-1, sint32=-1, sint64=1)
    yield "scalars unnamed enum", scalars.Scalars(color=-1000)
    zeros = presence.OptionalScalars(double=0, float=0, bool=False, string="", bytes=b"", color=0)
    for name in INTEGERS:
        setattr(zeros, name, 0)
    zeros.message.SetInParent()
    yield "optional empty", presence.OptionalScalars()
    yield "optional zeros", zeros
    yield "optional largest", extremes(presence.OptionalScalars(message=scalars.Scalars(int32=-1)), 1)
    packed = lists(scalars.RepeatedScalars())
    packed.message.add()
    packed.message.add(int32=7)
    yield "repeated", packed
    yield "unpacked", lists(scalars.UnpackedScalars())
    yield "maps", composites.Maps(
        int32_double={-1: 0.5}, int64_float={-(2**63): -0.5}, uint32_uint64={2**32 - 1: 2**64 - 1},
        uint64_uint32={2**64 - 1: 2**32 - 1}, sint32_sint64={-1: -(2**63)}, sint64_sint32={-(2**63): -(2**31)},
        fixed32_fixed64={1: 2}, fixed64_fixed32={3: 4}, sfixed32_sfixed64={-1: -2}, sfixed64_sfixed32={-3: -4},
        bool_bool={True: False}, string_string={"": ""}, string_bytes={"k": b"\0\xff"},
        string_color={"c": 99}, string_scalars={"m": scalars.Scalars(int32=1)},
        children={5: composites.Maps(bool_bool={False: True})})
    for name, value in {
        "number": 0, "text": "", "data": b"d", "color": scalars.COLOR_RED, "scalars": scalars.Scalars(int32=1),
        "choice_again": composites.Choice(flag=True), "flag": False, "ratio": -0.0,
    }.items():
        yield "choice " + name, composites.Choice(
            before="b", between="c", after=duration_pb2.Duration(seconds=-1, nanos=-5), **{name: value})
    tree = composites.Tree(name="root")
    tree.left.right.name = "lr"
    tree.children.add(name="c1").branch.tree.name = "deep"
    tree.branch.other.leaf.value = -3
    tree.named["n"].leaf.value = 4
    yield "tree", tree
    anything = any_pb2.Any()
    anything.Pack(scalars.Scalars(int32=5))
    known = composites.WellKnown(
        timestamp=timestamp_pb2.Timestamp(seconds=-62135596800, nanos=999999999),
        duration=duration_pb2.Duration(seconds=-315576000000), any=anything, null=0,
        times=[timestamp_pb2.Timestamp(), timestamp_pb2.Timestamp(seconds=1)])
    known.struct["list"] = [1, "two", None, True, {"three": 3.0}]
    known.string_value.value = ""
    known.int64_value.value = -1
    yield "well known", known
    closed = legacy.Closed(one=legacy.KIND_THIRD, many=[1, 2], packed=[2, -3], by_name={"a": 1}, chosen=2)
    yield "closed", closed
    yield "defaults", legacy.Defaults()
    yield "defaults set to zero", legacy.Defaults(double=0, int32=0, bool=False, string="", bytes=b"", kind=1)
    yield "required", legacy.HasRequired(
        one=legacy.Required(id=0, name=""), many=[legacy.Required(id=1, name="x", more=2)],
        by_id={3: legacy.Required(id=3, name="y")}, chosen=legacy.Required(id=4, name="z"))
    groups = legacy.Groups(after=1)
    groups.one.a = 5
    groups.one.inner.one.a = 6
    groups.one.two.b = "b"
    groups.somemore.add(c="c1")
    groups.somemore.add(c="c2")
    groups.picked.d = -1
    yield "groups", groups
    yield "unpacked proto2", legacy.Unpacked(numbers=[1, -1], packed=[1, -1])
    yield "extensions", extended()
    sets = extensions.HasSet(after=3)
    sets.set.Extensions[extensions.First.item].number = 5
    sets.set.Extensions[extensions.Second.item].text = "x"
    yield "message set", sets
    yield from edition_cases()
    yield "large", large.Large(
        f1=1, f2=0, f3=[0.5, -1], f4="text", f5=large.Large(f500=large.Small(number=2)),
        f15={"k": large.Large(f6=True)}, f500=large.Small(text="last"))


def extended():
    base = extensions.Base(low=1, middle="m", second="s")
    for name, value in {
        "number": 0, "ratio": -0.5, "text": "t", "data": b"\0\xff", "flag": True, "zigzag": -3, "fixed": 2**32 - 1,
        "kind": legacy.KIND_SECOND, "old": -1,
    }.items():
        base.Extensions[getattr(extensions, name)] = value
    base.Extensions[extensions.leaf].name = "leaf"
    base.Extensions[extensions.pair].left = 1
    base.Extensions[extensions.pair].right = 2
    base.Extensions[extensions.numbers].extend([1, -1])
    base.Extensions[extensions.packed].extend([1, 300])
    base.Extensions[extensions.texts].extend(["", "x"])
    base.Extensions[extensions.kinds].extend([1, -3])
    base.Extensions[extensions.packed_kinds].extend([2, 1])
    base.Extensions[extensions.leaves].add(name="1")
    base.Extensions[extensions.leaves].add(name="2", number=2)
    base.Extensions[extensions.pairs].add(one=1)
    base.Extensions[extensions.Scope.inner].Extensions[extensions.Scope.packed].extend([1.5])
    return base


def edition_cases():
    yield "edition presence", editions.Presence(explicit=0, implicit=0, required=0, implicit_open=0, implicit_text="")
    yield "edition presence set", editions.Presence(
        explicit=1, implicit=2, required=3, implicit_open=1, implicit_text="t", with_default=0)
    yield "edition enums", editions.Enums(
        open=7, closed=2, opens=[0, 9], closeds=[1, 2], open_map={1: 8}, closed_map={2: 0})
    yield "edition lists", editions.Lists(packed=[1, 2], expanded=[3, 4], expanded_closed=[1, 2])
    delimited = editions.Delimited()
    delimited.node.value = 1
    delimited.node.next.next.value = 2
    delimited.node.prefixed.value = 3
    delimited.nodes.add(value=4)
    delimited.nodes.add()
    delimited.by_id[5].next.value = 6
    delimited.chosen.value = 7
    delimited.Extensions[editions.extra].value = 8
    delimited.Extensions[editions.numbers].extend([1, 2])
    delimited.Extensions[editions.packed_numbers].extend([3, 4])
    yield "edition delimited", delimited


def reserialize():
    pool = descriptor_pool.Default()
    for line in sys.stdin:
        name, encoded = line.rstrip("\n").split("\t")
        message = message_factory.GetMessageClass(pool.FindMessageTypeByName(name))()
        try:
            message.ParseFromString(bytes.fromhex(encoded))
            print(message.SerializeToString(deterministic=True).hex())
        except DecodeError:
            print("error")


if sys.argv[1] == "cases":
    for name, message in cases():
        print(name, message.SerializeToString(deterministic=True).hex(), sep="\t")
else:
    reserialize()
