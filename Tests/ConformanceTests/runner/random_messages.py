"""Random messages by descriptor, the same for the same seed."""

import struct

from google.protobuf import any_pb2
from google.protobuf.descriptor import FieldDescriptor as F

INTEGERS = {
    F.TYPE_INT32: (-1 << 31, 1 << 31),
    F.TYPE_SINT32: (-1 << 31, 1 << 31),
    F.TYPE_SFIXED32: (-1 << 31, 1 << 31),
    F.TYPE_UINT32: (0, 1 << 32),
    F.TYPE_FIXED32: (0, 1 << 32),
    F.TYPE_INT64: (-1 << 63, 1 << 63),
    F.TYPE_SINT64: (-1 << 63, 1 << 63),
    F.TYPE_SFIXED64: (-1 << 63, 1 << 63),
    F.TYPE_UINT64: (0, 1 << 64),
    F.TYPE_FIXED64: (0, 1 << 64),
}
ALPHABET = [
    "a",
    "Z",
    "0",
    " ",
    '"',
    "\\",
    "/",
    "'",
    "\n",
    "\t",
    "\0",
    "\x7f",
    "é",
    "谷",
    "\u2028",
    "\ufeff",
    "\U0001f601",
]


class RandomMessages:
    """Every message that it makes has a JSON form: timestamps are in range, and so on."""

    def __init__(self, random, extensions=()):
        self.random, self.extensions = random, extensions

    def integer(self, low, high):
        pick = self.random.randrange(6)
        if pick == 0:
            return self.random.choice([low, high - 1, max(low, -1), 0, 1])
        if pick == 1:
            return self.random.randrange(low, high)
        bits = self.random.randrange((high - 1).bit_length() + 1)
        return max(low, min(high - 1, self.random.choice([1, -1]) * self.random.getrandbits(bits) if bits else 0))

    def real(self, single):
        pick = self.random.randrange(8)
        if pick == 0:
            return self.random.choice([0.0, -0.0, float("inf"), -float("inf"), float("nan")])
        if pick < 3:
            return float(self.integer(-1 << 31, 1 << 31))
        if pick < 5:
            return self.random.uniform(-1000, 1000)
        code, size = ("<f", 4) if single else ("<d", 8)
        (value,) = struct.unpack(code, self.random.randbytes(size))
        return value if value == value else 1.5

    def text(self):
        return "".join(self.random.choice(ALPHABET) for _ in range(self.random.choice([0, 1, 3, 8, 40])))

    def scalar(self, field):
        type_ = field.type
        if type_ in INTEGERS:
            return self.integer(*INTEGERS[type_])
        if type_ in (F.TYPE_FLOAT, F.TYPE_DOUBLE):
            return self.real(type_ == F.TYPE_FLOAT)
        if type_ == F.TYPE_BOOL:
            return self.random.random() < 0.5
        if type_ == F.TYPE_STRING:
            return self.text()
        if type_ == F.TYPE_BYTES:
            return self.random.randbytes(self.random.choice([0, 1, 3, 8, 200]))
        known = self.random.choice(field.enum_type.values).number
        if field.enum_type.full_name == "google.protobuf.NullValue":
            return 0
        return known if field.enum_type.is_closed or self.random.random() < 0.8 else self.integer(-1 << 31, 1 << 31)

    def fill(self, message, depth=0):
        special = WELL_KNOWN.get(message.DESCRIPTOR.full_name)
        if special:
            special(self, message, depth)
            return message
        fields = list(message.DESCRIPTOR.fields)
        density = self.random.choice([1, 2, 5, 20]) if depth == 0 else 2
        for _ in range(min(density, len(fields))):
            self.field(message, self.random.choice(fields), depth)
        for extension in self.extensions:
            if extension.containing_type is message.DESCRIPTOR and self.random.random() < 0.1:
                if extension.message_type is None:
                    message.Extensions[extension] = self.scalar(extension)
                elif depth < 4:
                    message.Extensions[extension].SetInParent()
                    self.fill(message.Extensions[extension], depth + 1)
        return message

    def field(self, message, field, depth):
        entry = field.message_type if field.message_type and field.message_type.GetOptions().map_entry else None
        if entry:
            key, value = entry.fields_by_name["key"], entry.fields_by_name["value"]
            for _ in range(self.random.randrange(4)):
                if value.message_type is None:
                    getattr(message, field.name)[self.scalar(key)] = self.scalar(value)
                elif depth < 4:
                    self.fill(getattr(message, field.name)[self.scalar(key)], depth + 1)
        elif field.message_type is not None:
            if depth >= 4:
                return
            if field.is_repeated:
                for _ in range(self.random.randrange(3)):
                    self.fill(getattr(message, field.name).add(), depth + 1)
            else:
                getattr(message, field.name).SetInParent()
                self.fill(getattr(message, field.name), depth + 1)
        elif field.is_repeated:
            getattr(message, field.name).extend(self.scalar(field) for _ in range(self.random.choice([0, 1, 2, 9])))
        else:
            setattr(message, field.name, self.scalar(field))


def timestamp(maker, message, depth):
    message.seconds = maker.random.randrange(-62135596800, 253402300800)
    message.nanos = maker.random.choice([0, 1, 1000, 1000000, 500000000, 999999999])


def duration(maker, message, depth):
    sign = maker.random.choice([1, -1])
    message.seconds = sign * maker.random.choice([0, 1, 315575999999, maker.random.randrange(1 << 30)])
    message.nanos = sign * maker.random.choice([0, 1, 1000, 1000000, 999999999])


def field_mask(maker, message, depth):
    message.paths.extend(
        maker.random.choice(["a", "foo_bar", "foo.bar_baz", "x1", "a_b_c"]) for _ in range(maker.random.randrange(4))
    )


def any_message(maker, message, depth):
    if depth < 3 and maker.random.random() < 0.8:
        from google.protobuf import duration_pb2, empty_pb2, struct_pb2, wrappers_pb2

        inner = maker.random.choice(
            [duration_pb2.Duration, empty_pb2.Empty, struct_pb2.Value, wrappers_pb2.StringValue, any_pb2.Any]
        )()
        message.Pack(maker.fill(inner, depth + 1))


def value(maker, message, depth):
    pick = maker.random.randrange(6 if depth < 4 else 4)
    if pick == 0:
        message.null_value = 0
    elif pick == 1:
        number = maker.real(False)
        message.number_value = number if abs(number) < float("inf") else 7.0
    elif pick == 2:
        message.string_value = maker.text()
    elif pick == 3:
        message.bool_value = maker.random.random() < 0.5
    elif pick == 4:
        message.struct_value.SetInParent()
        maker.fill(message.struct_value, depth + 1)
    else:
        message.list_value.SetInParent()
        maker.fill(message.list_value, depth + 1)


WELL_KNOWN = {
    "google.protobuf.Timestamp": timestamp,
    "google.protobuf.Duration": duration,
    "google.protobuf.FieldMask": field_mask,
    "google.protobuf.Any": any_message,
    "google.protobuf.Value": value,
}
