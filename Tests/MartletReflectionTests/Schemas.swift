import Foundation
import MartletProtobuf
import MartletReflection
import TestSupport

/// Compiles .proto texts with protoc and returns the set with all that they import.
func descriptorSet(_ files: [String: String], newProtoc: Bool = false) throws -> [UInt8] {
  let folder = try TemporaryDirectory()
  for (path, text) in files { try folder.write(path, text) }
  let output = folder.url.appendingPathComponent("set.binpb").path
  let arguments =
    ["-I", folder.url.path, "--include_imports", "--include_source_info", "--descriptor_set_out=\(output)"]
    + files.keys.sorted()
  let finished =
    newProtoc ? try run(python, ["-m", "grpc_tools.protoc"] + arguments) : try run("protoc", arguments)
  struct ProtocFailed: Error { let text: String }
  if finished.status != 0 { throw ProtocFailed(text: finished.errorText) }
  return [UInt8](try Data(contentsOf: URL(fileURLWithPath: output)))
}

func pool(_ files: [String: String], newProtoc: Bool = false) throws -> DescriptorPool {
  try DescriptorPool(serializedSet: try descriptorSet(files, newProtoc: newProtoc))
}

/// The schema that most tests use: every type in every place that proto3 has.
enum Everything {
  static let set = try? descriptorSet(["test/everything.proto": text])
  static func pool() throws -> DescriptorPool { try DescriptorPool(serializedSet: set ?? []) }

  static func message(_ name: String = "Everything") throws -> MessageDescriptor {
    struct Missing: Error { let name: String }
    guard let found = try pool().message(named: "test.\(name)") else { throw Missing(name: name) }
    return found
  }

  static let text = """
    syntax = "proto3";
    package test;
    import "google/protobuf/any.proto";
    import "google/protobuf/duration.proto";
    import "google/protobuf/empty.proto";
    import "google/protobuf/field_mask.proto";
    import "google/protobuf/struct.proto";
    import "google/protobuf/timestamp.proto";
    import "google/protobuf/wrappers.proto";

    // What a thing looks like.
    enum Colour {
      option allow_alias = true;
      COLOUR_UNSPECIFIED = 0;
      COLOUR_RED = 1; // like blood
      COLOUR_ROUGE = 1;
      COLOUR_BLUE = 5;
      COLOUR_MINUS = -1;
    }

    // Every scalar, alone.
    message Scalars {
      double a_double = 1;
      float a_float = 2;
      int32 an_int32 = 3;
      int64 an_int64 = 4;
      uint32 a_uint32 = 5;
      uint64 a_uint64 = 6;
      sint32 a_sint32 = 7;
      sint64 a_sint64 = 8;
      fixed32 a_fixed32 = 9;
      fixed64 a_fixed64 = 10;
      sfixed32 a_sfixed32 = 11;
      sfixed64 a_sfixed64 = 12;
      bool a_bool = 13;
      string a_string = 14;
      bytes some_bytes = 15;
      Colour a_colour = 16;
    }

    message Optionals {
      optional double a_double = 1;
      optional float a_float = 2;
      optional int32 an_int32 = 3;
      optional int64 an_int64 = 4;
      optional bool a_bool = 13;
      optional string a_string = 14;
      optional bytes some_bytes = 15;
      optional Colour a_colour = 16;
      optional Scalars scalars = 17;
    }

    message Lists {
      repeated double doubles = 1;
      repeated float floats = 2;
      repeated int32 int32s = 3;
      repeated int64 int64s = 4;
      repeated uint32 uint32s = 5;
      repeated uint64 uint64s = 6;
      repeated sint32 sint32s = 7;
      repeated sint64 sint64s = 8;
      repeated fixed32 fixed32s = 9;
      repeated fixed64 fixed64s = 10;
      repeated sfixed32 sfixed32s = 11;
      repeated sfixed64 sfixed64s = 12;
      repeated bool bools = 13;
      repeated string strings = 14;
      repeated bytes bytes_list = 15;
      repeated Colour colours = 16;
      repeated Scalars messages = 17;
      repeated int32 loose = 18 [packed = false];
    }

    message Maps {
      map<int32, int32> by_int32 = 3;
      map<int64, string> by_int64 = 4;
      map<uint32, double> by_uint32 = 5;
      map<uint64, bool> by_uint64 = 6;
      map<sint32, bytes> by_sint32 = 7;
      map<sint64, Colour> by_sint64 = 8;
      map<fixed32, float> by_fixed32 = 9;
      map<fixed64, uint64> by_fixed64 = 10;
      map<sfixed32, Scalars> by_sfixed32 = 11;
      map<sfixed64, sfixed64> by_sfixed64 = 12;
      map<bool, string> by_bool = 13;
      map<string, Everything> by_string = 14;
    }

    message WellKnown {
      google.protobuf.Timestamp timestamp = 1;
      google.protobuf.Duration duration = 2;
      google.protobuf.FieldMask mask = 3;
      google.protobuf.Empty empty = 4;
      google.protobuf.DoubleValue double_value = 5;
      google.protobuf.FloatValue float_value = 6;
      google.protobuf.Int64Value int64_value = 7;
      google.protobuf.UInt64Value uint64_value = 8;
      google.protobuf.Int32Value int32_value = 9;
      google.protobuf.UInt32Value uint32_value = 10;
      google.protobuf.BoolValue bool_value = 11;
      google.protobuf.StringValue string_value = 12;
      google.protobuf.BytesValue bytes_value = 13;
      google.protobuf.Struct structure = 14;
      google.protobuf.Value value = 15;
      google.protobuf.ListValue list = 16;
      google.protobuf.NullValue null = 17;
      google.protobuf.Any any = 18;
      repeated google.protobuf.Timestamp timestamps = 19;
      repeated google.protobuf.Value values = 20;
      map<string, google.protobuf.Duration> durations = 21;
      repeated google.protobuf.Int64Value int64_values = 22;
    }

    message Everything {
      Scalars scalars = 1;
      Optionals optionals = 2;
      Lists lists = 3;
      Maps maps = 4;
      WellKnown well_known = 5;
      oneof choice {
        int32 number = 6;
        string text = 7;
        Scalars inner = 8;
        google.protobuf.NullValue nothing = 9;
      }
      message Nested {
        string name = 1;
        enum Kind { KIND_NONE = 0; KIND_ONE = 1; }
        Kind kind = 2;
      }
      Nested nested = 10;
      Everything again = 11;
      string renamed = 12 [json_name = "@other \\"name\\""];
      reserved 100, 200 to 300, 536870911;
      reserved "gone", "lost";
      int32 far_away = 536870910;
    }

    // Does things.
    service Things {
      // Gets one.
      rpc Get(Everything) returns (Scalars);
      rpc Watch(Everything) returns (stream Scalars) { option deprecated = true; }
      rpc Import(stream Scalars) returns (google.protobuf.Empty);
      rpc Talk(stream Scalars) returns (stream Scalars);
    }
    """
}
