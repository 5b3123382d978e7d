import MartletProtobuf
import MartletReflection

/// What proto2 and editions have and proto3 doesn't: groups, extensions, MessageSet, closed enums, delimited messages.
enum Legacy {
  static let set = try? descriptorSet(["test/legacy.proto": text, "test/edition.proto": edition], newProtoc: true)
  static func pool() throws -> DescriptorPool { try DescriptorPool(serializedSet: set ?? []) }

  static func message(_ name: String) throws -> MessageDescriptor {
    struct Missing: Error { let name: String }
    guard let found = try pool().message(named: name) else { throw Missing(name: name) }
    return found
  }

  static let text = """
    syntax = "proto2";
    package legacy;
    import "google/protobuf/any.proto";

    message Legacy {
      optional int32 number = 1 [default = 7];
      optional string text = 2;
      optional bool flag = 3;
      optional double ratio = 4;
      repeated int32 numbers = 5;
      repeated bytes blobs = 6;
      optional Shade shade = 7;
      repeated Shade shades = 8;
      map<string, Shade> by_name = 9;
      repeated group Part = 10 {
        optional string name = 1;
        repeated int32 sizes = 2;
      }
      optional group MultiWord = 11 { optional int32 side = 1; }
      optional Set set = 12;
      optional Legacy inner = 13;
      oneof choice {
        int32 one = 14;
        Legacy other = 15;
        group Third = 16 { optional int32 side = 1; }
      }
      map<int32, Legacy> children = 17;
      optional string secret = 18 [debug_redact = true];
      optional google.protobuf.Any any = 19;
      optional float weight = 20;
      optional fixed32 fixed = 21;
      optional uint64 large = 22;
      optional string title = 23 [json_name = "headline"];
      optional Sealed sealed = 24 [debug_redact = true];
      enum Shade { NONE = 0; LIGHT = 3; DARK = 4; DUSK = -1; }
      extensions 100 to 199, 5000 to max;
      reserved 50 to 60;
      reserved "gone", "lost";
    }
    message Sealed { optional string text = 1; }
    message Strict {
      required int32 must = 1;
      optional Strict inner = 2;
      extensions 100 to max;
      extend Strict { optional Strict more = 100; }
    }
    message Set {
      option message_set_wire_format = true;
      extensions 4 to max;
    }
    message Item {
      extend Set { optional Item item = 1547769; }
      optional string text = 1;
      optional Set set = 2;
    }
    message Wide {
      extend Set { optional Wide wide = 2000000000; }
      optional int32 number = 1;
    }
    extend Legacy {
      optional int32 ext_number = 100;
      repeated sint32 ext_packed = 101 [packed = true];
      repeated string ext_strings = 102;
      optional group ExtGroup = 103 { optional int32 side = 1; }
      optional Legacy ext_message = 104;
      repeated Legacy.Shade ext_shades = 105;
      repeated Item ext_items = 5000;
    }
    """

  static let edition = """
    edition = "2023";
    package modern;
    import "google/protobuf/struct.proto";

    message Modern {
      int32 explicit = 1;
      int32 implicit = 2 [features.field_presence = IMPLICIT];
      Box box = 3 [features.message_encoding = DELIMITED];
      message GroupLike { int32 side = 1; }
      GroupLike grouplike = 4 [features.message_encoding = DELIMITED];
      repeated Box boxes = 5 [features.message_encoding = DELIMITED];
      repeated int32 loose = 6 [features.repeated_field_encoding = EXPANDED];
      repeated int32 tight = 7;
      enum Open { ZERO = 0; ONE = 1; }
      enum Closed { option features.enum_type = CLOSED; A = 1; B = 2; }
      Open open = 8;
      repeated Closed closed = 9;
      google.protobuf.Value value = 10;
      extensions 100 to 200;
    }
    message Box {
      string name = 1;
      Modern modern = 2;
    }
    extend Modern { Box box = 100 [features.message_encoding = DELIMITED]; }
    """
}
