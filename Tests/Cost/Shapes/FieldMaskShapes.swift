import ConformanceMessages
import MartletProtobuf
import MartletReflection

private let ceiling = Ceiling(total: 300, peak: 150)

let fieldMaskShapes: [Shape] =
  masks.flatMap { mask in
    [
      shape("FieldMask, union, intersect, subtract", mask) { mask, _ in
        let canonical = mask.canonical
        _ = canonical.union(mask).intersect(canonical).subtract(mask)
      },
      shape("FieldMask, merge", mask) { mask, source in
        var message = Proto3()
        try message.merge(from: source, fieldMask: mask)
        try message.merge(from: source, fieldMask: mask)
      },
      shape("FieldMask, trim", mask) { mask, source in
        var message = source
        message.trim(keeping: mask)
      },
    ]
  } + [
    shape("FieldMask, contains", masks[0]) { mask, _ in
      for path in mask.paths { _ = mask.contains(path + ".x") }
    }
  ]

private struct Mask: Sendable {
  let name: String
  let paths: @Sendable (Int) -> [String]
}

private let masks = [
  Mask(name: "paths that overlap") { size in
    (0..<size / 40).map { "recursive_message.recursive_message." + ["oneof_uint32", "map_int32_int32"][$0 % 2] }
  },
  Mask(name: "each path before those that it covers") { size in
    (0..<size / 900).flatMap { _ in
      (1...40).map { Array(repeating: "recursive_message", count: $0).joined(separator: ".") }
    }
  },
  Mask(name: "each path behind those that it covers") { size in
    (0..<size / 900).flatMap { _ in
      (1...40).reversed().map { Array(repeating: "recursive_message", count: $0).joined(separator: ".") }
    }
  },
  Mask(name: "deep paths") { size in
    (0..<size / 1500).map {
      Array(repeating: "recursive_message", count: 80).joined(separator: ".") + ".fieldname\(1 + $0 * 0)"
    }
  },
]

private func shape(
  _ entry: String, _ mask: Mask, _ consume: @escaping @Sendable (Google_Protobuf_FieldMask, Proto3) throws -> Void
) -> Shape {
  Shape(entry: entry, name: mask.name, size: 4000, ceiling: ceiling) { size in
    let mask = Google_Protobuf_FieldMask(protoPaths: mask.paths(size))
    let bytes = Wire.nested(27, levels: 90, filled(size / 2) { Wire.field(56, Wire.field(1, $0)) })
    let message = try Proto3(serializedBytes: bytes)
    return Work(size: try mask.serializedBytes().count + bytes.count) { try consume(mask, message) }
  }
}
