import MartletProtobuf
import MartletReflection

private typealias File = Google_Protobuf_FileDescriptorProto
private typealias Declared = Google_Protobuf_DescriptorProto
private typealias Field = Google_Protobuf_FieldDescriptorProto

private let ceiling = Ceiling(total: 400, peak: 400)

/// Files that are added to a pool together, as a descriptor set, and one after the other, as from server reflection.
let descriptorShapes: [Shape] = together + apart

private let together = (manyFiles + oneFile).map { set in
  shape(set, "descriptor set") { files in
    let bytes = try Google_Protobuf_FileDescriptorSet.with { $0.file = files }.serializedBytes()
    return Work(size: bytes.count) {
      let pool = try DescriptorPool(serializedSet: bytes)
      if pool.files.count != files.count { throw WrongCount() }
    }
  }
}

private let apart = manyFiles.map { set in
  shape(set, "descriptors one by one") { files in
    let bytes = try files.map { try $0.serializedBytes() }
    return Work(size: bytes.reduce(0) { $0 + $1.count }) {
      let pool = DescriptorPool()
      for file in bytes { try pool.add(serializedFile: file) }
      if pool.files.count != files.count { throw WrongCount() }
    }
  }
}

private struct WrongCount: Error {}

private struct DescriptorSetShape: Sendable {
  let name: String
  var isAccepted = true
  let files: @Sendable (Int) -> [File]

  init(_ name: String, isAccepted: Bool = true, _ files: @escaping @Sendable (Int) -> [File]) {
    self.name = name
    self.isAccepted = isAccepted
    self.files = files
  }
}

private func shape(
  _ set: DescriptorSetShape, _ entry: String, _ prepare: @escaping @Sendable ([File]) throws -> Work
) -> Shape {
  Shape(entry: entry, name: set.name, size: 3000, ceiling: ceiling) { size in
    let work = try prepare(set.files(size))
    return set.isAccepted ? work : Work(size: work.size) { try refused(work.run) }
  }
}

private func file(
  _ name: String, imports: [String] = [], package: String = "p", _ fill: (inout File) -> Void = { _ in }
)
  -> File
{
  .with {
    $0.name = name
    $0.package = package
    $0.syntax = "proto2"
    $0.dependency = imports
    fill(&$0)
  }
}

private func message(_ name: String, _ fill: (inout Declared) -> Void = { _ in }) -> Declared {
  .with {
    $0.name = name
    fill(&$0)
  }
}

private func field(_ name: String, _ number: Int, _ fill: (inout Field) -> Void = { _ in }) -> Field {
  .with {
    $0.name = name
    $0.number = Int32(truncatingIfNeeded: number)
    $0.label = .optional
    $0.type = .int32
    fill(&$0)
  }
}

/// One file with one message.
private func one(_ name: String = "M", _ fill: (inout Declared) -> Void) -> [File] {
  [file("one.proto") { $0.messageType = [message(name, fill)] }]
}

private let manyFiles: [DescriptorSetShape] = [
  DescriptorSetShape("many files") { size in
    (0..<size / 30).map { index in file("\(index).proto") { $0.messageType = [message("M\(index)")] } }
  },
  DescriptorSetShape("many packages") { size in (0..<size / 30).map { file("\($0).proto", package: "a.b.c\($0)") } },
  DescriptorSetShape("a chain of public imports") { size in
    (0..<size / 50).map { index in
      file("\(index).proto", imports: index == 0 ? [] : ["\(index - 1).proto"]) {
        $0.publicDependency = index == 0 ? [] : [0]
        $0.messageType = [message("M\(index)")]
      }
    }
  },
  DescriptorSetShape("files that each import the two before") { size in
    (0..<size / 60).map { index in
      let imports = [index - 1, index - 2].filter { $0 >= 0 }.map { "\($0).proto" }
      return file("\(index).proto", imports: imports) { $0.publicDependency = imports.indices.map { Int32($0) } }
    }
  },
  DescriptorSetShape("files that extend one message") { size in
    [
      file("base.proto") {
        $0.messageType = [
          message("M") {
            $0.extensionRange = [
              .with {
                $0.start = 1
                $0.end = 100_000
              }
            ]
          }
        ]
      }
    ]
      + (0..<size / 60).map { index in
        file("\(index).proto", imports: ["base.proto"]) {
          $0.extension = [field("e\(index)", index + 1) { $0.extendee = ".p.M" }]
        }
      }
  },
]

private let oneFile: [DescriptorSetShape] = [
  DescriptorSetShape("many messages") { size in
    [file("one.proto") { $0.messageType = (0..<size / 10).map { message("M\($0)") } }]
  },
  DescriptorSetShape("messages in messages") { size in
    let deep = (0..<40).reduce(message("M")) { inner, _ in message("M") { $0.nestedType = [inner] } }
    return [
      file("one.proto") { file in
        file.messageType = (0..<size / 300).map { index in message("Top\(index)") { $0.nestedType = [deep] } }
      }
    ]
  },
  DescriptorSetShape("many fields") { size in one { $0.field = (0..<size / 15).map { field("f\($0)", $0 + 1) } } },
  DescriptorSetShape("fields with scattered numbers") { size in
    one { $0.field = (0..<size / 18).map { field("f\($0)", 1 + $0 * 7919 % 500_000) } }
  },
  DescriptorSetShape("fields of one type with a long way to it") { size in
    one { message in
      message.field = (0..<size / 30).map { index in
        field("f\(index)", index + 1) {
          $0.type = .message
          $0.typeName = ".p.M"
        }
      }
    }
  },
  DescriptorSetShape("fields of unqualified types") { size in
    one { message in
      message.field = (0..<size / 30).map { index in
        field("f\(index)", index + 1) {
          $0.type = .message
          $0.typeName = "M"
        }
      }
    }
  },
  DescriptorSetShape("oneofs with a field each") { size in
    one { message in
      for index in 0..<size / 25 {
        message.oneofDecl.append(.with { $0.name = "o\(index)" })
        message.field.append(field("f\(index)", index + 1) { $0.oneofIndex = Int32(index) })
      }
    }
  },
  DescriptorSetShape("a oneof with many fields") { size in
    one { message in
      message.oneofDecl = [.with { $0.name = "o" }]
      message.field = (0..<size / 18).map { field("f\($0)", $0 + 1) { $0.oneofIndex = 0 } }
    }
  },
  DescriptorSetShape("values of an enum") { size in
    [
      file("one.proto") {
        $0.enumType = [
          .with { all in
            all.name = "E"
            all.value = (0..<size / 12).map { index in
              .with {
                $0.name = "V\(index)"
                $0.number = Int32(index * 7 % 10007)
              }
            }
          }
        ]
      }
    ]
  },
  DescriptorSetShape("reserved ranges") { size in
    one { message in
      message.reservedRange = (0..<size / 10).map { index in
        .with {
          $0.start = Int32(index * 2 + 1)
          $0.end = Int32(index * 2 + 2)
        }
      }
      message.field = [field("f", 400_000_000)]
    }
  },
  DescriptorSetShape("reserved ranges beside as many fields") { size in
    one { message in
      message.reservedRange = (0..<size / 25).map { index in
        .with {
          $0.start = Int32(index * 2 + 1)
          $0.end = Int32(index * 2 + 2)
        }
      }
      message.field = (0..<size / 25).map { field("f\($0)", $0 * 2 + 2) }
    }
  },
  DescriptorSetShape("reserved names beside as many fields") { size in
    one { message in
      message.reservedName = (0..<size / 25).map { "r\($0)" }
      message.field = (0..<size / 25).map { field("f\($0)", $0 + 1) }
    }
  },
  DescriptorSetShape("extension ranges with an extension each") { size in
    [
      file("one.proto") { file in
        file.messageType = [
          message("M") { message in
            message.extensionRange = (0..<size / 40).map { index in
              .with {
                $0.start = Int32(index * 2 + 1)
                $0.end = Int32(index * 2 + 2)
              }
            }
          }
        ]
        file.extension = (0..<size / 40).map { index in field("e\(index)", index * 2 + 1) { $0.extendee = ".p.M" } }
      }
    ]
  },
  DescriptorSetShape("methods of a service") { size in
    [
      file("one.proto") { file in
        file.messageType = [message("M")]
        file.service = [
          .with { service in
            service.name = "S"
            service.method = (0..<size / 25).map { index in
              .with {
                $0.name = "m\(index)"
                $0.inputType = ".p.M"
                $0.outputType = ".p.M"
              }
            }
          }
        ]
      }
    ]
  },
  DescriptorSetShape("a package of many parts", isAccepted: false) { size in
    [file("one.proto", package: "a" + String(repeating: ".b", count: size / 2))]
  },
  DescriptorSetShape("a long name with many fields", isAccepted: false) { size in
    one("M" + String(repeating: "a", count: size * 4)) {
      $0.field = (0..<size / 8).map { field("f\($0)", $0 + 1) }
    }
  },
  DescriptorSetShape("positions in the source") { size in
    [
      file("one.proto") {
        $0.messageType = [message("M")]
        $0.sourceCodeInfo.location = (0..<size / 20).map { index in
          .with {
            $0.path = [4, 0, 2, Int32(index)]
            $0.span = [1, 2, 3]
          }
        }
      }
    ]
  },
  DescriptorSetShape("names that come out alike in JSON", isAccepted: false) { size in
    one { $0.field = (0..<size / 20).map { field("f_\($0)", $0 + 1) } + [field("f0", 400_000), field("f0", 400_001)] }
  },
  DescriptorSetShape("a type that is missing", isAccepted: false) { size in
    one { message in
      message.field = (0..<size / 15).map { field("f\($0)", $0 + 1) }
      message.field.append(
        field("last", 400_000) {
          $0.type = .message
          $0.typeName = String(repeating: "a.", count: size / 2) + "b"
        })
    }
  },
]
