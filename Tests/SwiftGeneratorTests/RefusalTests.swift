import MartletReflection
import SwiftGenerator
import Testing

/// Descriptors and options that the generator refuses, and what it says.
@Suite struct RefusalTests {
  private typealias File = Google_Protobuf_FileDescriptorProto

  private func file(_ change: (inout File) -> Void) -> File {
    .with {
      $0.name = "a.proto"
      $0.syntax = "proto3"
      change(&$0)
    }
  }

  private func message(_ change: (inout Google_Protobuf_FieldDescriptorProto) -> Void) -> File {
    file {
      $0.messageType = [
        .with {
          $0.name = "M"
          $0.field = [
            .with {
              $0.name = "f"
              $0.number = 1
              $0.label = .optional
              $0.type = .int32
              change(&$0)
            }
          ]
        }
      ]
    }
  }

  private func refusal(_ files: [File], _ name: String = "a.proto") -> String? {
    do throws(GenerationError) {
      _ = try SwiftGenerator(files: files).generate([name])
      return nil
    } catch {
      return error.description
    }
  }

  @Test func filesThatCannotBeGenerated() {
    #expect(refusal([], "b.proto") == "b.proto: there is no such file")
    #expect(refusal([file { $0.syntax = "editions" }]) == "a.proto: edition number 0 is not supported")
    let twin = file { $0.name = "a/b.proto" }
    let other = file { $0.name = "a_b.proto" }
    #expect(refusal([twin, other]) == "a_b.proto: its ProtoFile would be named a_b, as that of a/b.proto")
    #expect(refusal([file { _ in }, file { _ in }]) == nil)
  }

  @Test func fieldsThatCannotBeGenerated() {
    #expect(refusal([message { _ in }]) == nil)
    #expect(refusal([message { $0.number = 0 }]) == "a.proto: M.f: field number 0 is not between 1 and 536870911")
    #expect(
      refusal([message { $0.number = 1 << 29 }])
        == "a.proto: M.f: field number 536870912 is not between 1 and 536870911")
    #expect(refusal([message { $0.type = .message }]) == "a.proto: M.f: the field has no type name")
    #expect(
      refusal([
        message {
          $0.type = .enum
          $0.typeName = ".M"
        }
      ]) == "a.proto: M.f: \".M\" is a message, not enum")
    #expect(refusal([message { $0.oneofIndex = 3 }]) == "a.proto: M.f: oneof 3 doesn't exist")
    #expect(refusal([message { $0.oneofIndex = -1 }]) == "a.proto: M.f: oneof -1 doesn't exist")
  }

  private func literal(_ text: String) -> String { "\"\(text.replacing("\n", with: "\\n"))\"" }

  @Test(arguments: ["", "1x", "a b", "a;b", "a\nb", "`a`", "é", "a.b"])
  func namesThatAreNone(name: String) {
    #expect(refusal([message { $0.name = name }])?.hasSuffix(" is not a valid name") == true)
    #expect(refusal([file { $0.messageType = [.with { $0.name = name }] }])?.hasSuffix(" is not a valid name") == true)
    #expect(refusal([file { $0.service = [.with { $0.name = name }] }])?.hasSuffix(" is not a valid name") == true)
    #expect(refusal([file { $0.enumType = [.with { $0.name = name }] }])?.hasSuffix(" is not a valid name") == true)
    let prefixed = file { $0.options.swiftPrefix = name }
    if name != "" {
      #expect(refusal([prefixed]) == "a.proto: swift_prefix \(literal(name)) is not a valid name")
    }
    if name != "" && name != "a.b" {
      #expect(refusal([file { $0.package = name }])?.hasSuffix(" is not a valid name") == true)
    }
  }

  @Test(
    arguments: [
      (.int32, "2147483648"), (.uint32, "-1"), (.int64, "1; print()"), (.uint64, ""), (.bool, "yes"), (.double, "one"),
      (.float, "1;"), (.bytes, "\\"),
    ] as [(Google_Protobuf_FieldDescriptorProto.TypeEnum, String)])
  func defaultsThatAreNoValues(type: Google_Protobuf_FieldDescriptorProto.TypeEnum, text: String) {
    let files = [
      message {
        $0.type = type
        $0.defaultValue = text
      }
    ]
    #expect(refusal(files) == "a.proto: M.f: \"\(text)\" is not a default for the field")
  }

  @Test func enumsAndServicesThatCannotBeGenerated() {
    #expect(
      refusal([file { $0.enumType = [.with { $0.name = "E" }] }]) == "a.proto: E: an enum needs at least one value")
    let service = file {
      $0.service = [
        .with {
          $0.name = "S"
          $0.method = [
            .with {
              $0.name = "Do"
              $0.inputType = ".Missing"
            }
          ]
        }
      ]
    }
    #expect(refusal([service]) == "a.proto: S.Do: \".Missing\" is not defined")
  }

  @Test func aTypeThatNestedOnesHide() {
    let hidden = file {
      $0.messageType = [
        .with { $0.name = "B" },
        .with {
          $0.name = "A"
          $0.nestedType = [.with { $0.name = "B" }]
          $0.field = [
            .with {
              $0.name = "b"
              $0.number = 1
              $0.label = .optional
              $0.type = .message
              $0.typeName = ".B"
            }
          ]
        },
      ]
    }
    #expect(refusal([hidden]) == "a.proto: B can't be named inside A, which has a type of that name")
  }

  @Test(arguments: [
    ("acess=public", "unknown parameter \"acess\"; known are access"),
    ("access=open", "parameter \"access\" is one of public, package, internal, not \"open\""),
    ("client=no", "parameter \"client\" is true or false, not \"no\""),
    ("unimplemented_defaults=1", "parameter \"unimplemented_defaults\" is true or false, not \"1\""),
    ("file_naming=flat", "parameter \"file_naming\" is one of full_path, path_to_underscores, drop_path, not \"flat\""),
  ])
  func parameters(parameter: String, message: String) {
    let error = #expect(throws: GenerationError.self) { try SwiftGenerator.Options(parameter: parameter) }
    #expect(error?.description.hasPrefix(message) == true)
  }

  @Test func parametersThatAreKnown() throws {
    let options = try SwiftGenerator.Options(
      parameter:
        "access=package,client=false,server,file_naming=path_to_underscores,module=Main,module_mappings=common/=Common")
    #expect(options.access == .package && !options.client && options.server && options.fileNaming == .pathToUnderscores)
    #expect(options.module == "Main" && options.moduleMappings == ["common/": "Common"])
    #expect(try SwiftGenerator.Options(parameter: "") == SwiftGenerator.Options())
    let generated = try SwiftGenerator(files: [file { $0.name = "x/y_z.proto" }], options: options)
      .generate(["x/y_z.proto"])
    #expect(generated.map(\.path) == ["x_y_z.pb.swift"])
  }
}
