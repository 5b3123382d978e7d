// The text of google/protobuf's small files, as it stands below protos/.

/// The files that every compiler of .proto files brings along.
public enum WellKnownFiles {
  /// A file's text by the name under which it is imported; nil if the file isn't built in.
  public static func text(_ name: String) -> String? {
    switch name {
    case "google/protobuf/any.proto": anyProto
    case "google/protobuf/api.proto": apiProto
    case "google/protobuf/descriptor.proto": descriptorProto
    case "google/protobuf/duration.proto": durationProto
    case "google/protobuf/empty.proto": emptyProto
    case "google/protobuf/field_mask.proto": fieldMaskProto
    case "google/protobuf/source_context.proto": sourceContextProto
    case "google/protobuf/struct.proto": structProto
    case "google/protobuf/timestamp.proto": timestampProto
    case "google/protobuf/type.proto": typeProto
    case "google/protobuf/wrappers.proto": wrappersProto
    default: nil
    }
  }

  /// The names under which the built-in files are imported.
  public static let names = [
    "google/protobuf/any.proto",
    "google/protobuf/api.proto",
    "google/protobuf/descriptor.proto",
    "google/protobuf/duration.proto",
    "google/protobuf/empty.proto",
    "google/protobuf/field_mask.proto",
    "google/protobuf/source_context.proto",
    "google/protobuf/struct.proto",
    "google/protobuf/timestamp.proto",
    "google/protobuf/type.proto",
    "google/protobuf/wrappers.proto",
  ]
}

extension WellKnownFiles {
  static let anyProto = #"""
    // A message of any type, packed with the name of that type.

    syntax = "proto3";

    package google.protobuf;

    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/anypb";
    option java_multiple_files = true;
    option java_outer_classname = "AnyProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // A serialized message and the name of its type.
    message Any {
      // Ends in "/" and the full name of the message's type.
      string type_url = 1;
      // The message in wire format.
      bytes value = 2;
    }

    """#

  static let apiProto = #"""
    // Descriptions of services as messages.

    syntax = "proto3";

    package google.protobuf;

    import "google/protobuf/source_context.proto";
    import "google/protobuf/type.proto";

    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/apipb";
    option java_multiple_files = true;
    option java_outer_classname = "ApiProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // A service.
    message Api {
      // The full name of the service.
      string name = 1;
      repeated Method methods = 2;
      repeated Option options = 3;
      string version = 4;
      SourceContext source_context = 5;
      repeated Mixin mixins = 6;
      Syntax syntax = 7;
      string edition = 8;
    }

    // A method of a service.
    message Method {
      string name = 1;
      string request_type_url = 2;
      bool request_streaming = 3;
      string response_type_url = 4;
      bool response_streaming = 5;
      repeated Option options = 6;
      Syntax syntax = 7 [deprecated = true];
      string edition = 8 [deprecated = true];
    }

    // A service whose methods another one includes.
    message Mixin {
      string name = 1;
      string root = 2;
    }

    """#

  static let durationProto = #"""
    // A length of time.

    syntax = "proto3";

    package google.protobuf;

    option cc_enable_arenas = true;
    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/durationpb";
    option java_multiple_files = true;
    option java_outer_classname = "DurationProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // A signed length of time, to the nanosecond.
    message Duration {
      // Whole seconds, from -315,576,000,000 to +315,576,000,000.
      int64 seconds = 1;
      // The rest in nanoseconds, of the same sign as the seconds.
      int32 nanos = 2;
    }

    """#

  static let emptyProto = #"""
    // A message without fields, for methods that take or return nothing.

    syntax = "proto3";

    package google.protobuf;

    option cc_enable_arenas = true;
    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/emptypb";
    option java_multiple_files = true;
    option java_outer_classname = "EmptyProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // A message without fields.
    message Empty {}

    """#

  static let fieldMaskProto = #"""
    // A set of field paths.

    syntax = "proto3";

    package google.protobuf;

    option cc_enable_arenas = true;
    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/fieldmaskpb";
    option java_multiple_files = true;
    option java_outer_classname = "FieldMaskProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // Names some of the fields of a message.
    message FieldMask {
      // Each path is a sequence of field names joined by dots.
      repeated string paths = 1;
    }

    """#

  static let sourceContextProto = #"""
    // Where a described element was declared.

    syntax = "proto3";

    package google.protobuf;

    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/sourcecontextpb";
    option java_multiple_files = true;
    option java_outer_classname = "SourceContextProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // The file that declares an element.
    message SourceContext {
      // The name under which the file is imported.
      string file_name = 1;
    }

    """#

  static let structProto = #"""
    // Values whose structure is only known at run time: JSON in messages.

    syntax = "proto3";

    package google.protobuf;

    option cc_enable_arenas = true;
    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/structpb";
    option java_multiple_files = true;
    option java_outer_classname = "StructProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // The one value of null.
    enum NullValue {
      NULL_VALUE = 0;
    }

    // An object: names and their values.
    message Struct {
      map<string, Value> fields = 1;
    }

    // Any of the kinds of value that JSON has.
    message Value {
      oneof kind {
        NullValue null_value = 1;
        double number_value = 2;
        string string_value = 3;
        bool bool_value = 4;
        Struct struct_value = 5;
        ListValue list_value = 6;
      }
    }

    // An array of values.
    message ListValue {
      repeated Value values = 1;
    }

    """#

  static let timestampProto = #"""
    // A point in time.

    syntax = "proto3";

    package google.protobuf;

    option cc_enable_arenas = true;
    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/timestamppb";
    option java_multiple_files = true;
    option java_outer_classname = "TimestampProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // A point in time, independent of time zones, to the nanosecond.
    message Timestamp {
      // Seconds since 1970-01-01T00:00:00Z, from year 1 to year 9999.
      int64 seconds = 1;
      // Nanoseconds after the second, from 0 to 999,999,999, also before 1970.
      int32 nanos = 2;
    }

    """#

  static let typeProto = #"""
    // Descriptions of messages and enums as messages.

    syntax = "proto3";

    package google.protobuf;

    import "google/protobuf/any.proto";
    import "google/protobuf/source_context.proto";

    option cc_enable_arenas = true;
    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/typepb";
    option java_multiple_files = true;
    option java_outer_classname = "TypeProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // The language that a file is written in.
    enum Syntax {
      SYNTAX_PROTO2 = 0;
      SYNTAX_PROTO3 = 1;
      SYNTAX_EDITIONS = 2;
    }

    // A message type.
    message Type {
      string name = 1;
      repeated Field fields = 2;
      repeated string oneofs = 3;
      repeated Option options = 4;
      SourceContext source_context = 5;
      Syntax syntax = 6;
      string edition = 7;
    }

    // A field of a message type.
    message Field {
      Kind kind = 1;
      Cardinality cardinality = 2;
      int32 number = 3;
      string name = 4;
      string type_url = 6;
      int32 oneof_index = 7;
      bool packed = 8;
      repeated Option options = 9;
      string json_name = 10;
      string default_value = 11;

      // The type of a field.
      enum Kind {
        TYPE_UNKNOWN = 0;
        TYPE_DOUBLE = 1;
        TYPE_FLOAT = 2;
        TYPE_INT64 = 3;
        TYPE_UINT64 = 4;
        TYPE_INT32 = 5;
        TYPE_FIXED64 = 6;
        TYPE_FIXED32 = 7;
        TYPE_BOOL = 8;
        TYPE_STRING = 9;
        TYPE_GROUP = 10;
        TYPE_MESSAGE = 11;
        TYPE_BYTES = 12;
        TYPE_UINT32 = 13;
        TYPE_ENUM = 14;
        TYPE_SFIXED32 = 15;
        TYPE_SFIXED64 = 16;
        TYPE_SINT32 = 17;
        TYPE_SINT64 = 18;
      }

      // How many values a field holds.
      enum Cardinality {
        CARDINALITY_UNKNOWN = 0;
        CARDINALITY_OPTIONAL = 1;
        CARDINALITY_REQUIRED = 2;
        CARDINALITY_REPEATED = 3;
      }
    }

    // An enum type.
    message Enum {
      string name = 1;
      repeated EnumValue enumvalue = 2;
      repeated Option options = 3;
      SourceContext source_context = 4;
      Syntax syntax = 5;
      string edition = 6;
    }

    // A value of an enum type.
    message EnumValue {
      string name = 1;
      int32 number = 2;
      repeated Option options = 3;
    }

    // An option and its value.
    message Option {
      string name = 1;
      Any value = 2;
    }

    """#

  static let wrappersProto = #"""
    // Scalars in messages, so that their absence can be told from their default.

    syntax = "proto3";

    package google.protobuf;

    option cc_enable_arenas = true;
    option csharp_namespace = "Google.Protobuf.WellKnownTypes";
    option go_package = "google.golang.org/protobuf/types/known/wrapperspb";
    option java_multiple_files = true;
    option java_outer_classname = "WrappersProto";
    option java_package = "com.google.protobuf";
    option objc_class_prefix = "GPB";

    // A double, or nothing.
    message DoubleValue {
      double value = 1;
    }

    // A float, or nothing.
    message FloatValue {
      float value = 1;
    }

    // An int64, or nothing.
    message Int64Value {
      int64 value = 1;
    }

    // A uint64, or nothing.
    message UInt64Value {
      uint64 value = 1;
    }

    // An int32, or nothing.
    message Int32Value {
      int32 value = 1;
    }

    // A uint32, or nothing.
    message UInt32Value {
      uint32 value = 1;
    }

    // A bool, or nothing.
    message BoolValue {
      bool value = 1;
    }

    // A string, or nothing.
    message StringValue {
      string value = 1;
    }

    // Bytes, or nothing.
    message BytesValue {
      bytes value = 1;
    }

    """#
}
