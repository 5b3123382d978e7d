import CodecLoop
import SwiftProtobuf
import SwiftProtobufMessages

@main
enum SwiftProtobufCodec {
  static func main() throws {
    let order = Order()
    switch order.name {
    case "small": try measure(Bench_Small.self, order)
    case "records": try measure(Bench_Records.self, order)
    case "strings", "text": try measure(Bench_Strings.self, order)
    case "packed": try measure(Bench_Packed.self, order)
    case "tree": try measure(Bench_Tree.self, order)
    case "maps": try measure(Bench_Maps.self, order)
    case "blob": try measure(Bench_Blob.self, order)
    default: print("no case \(order.name)")
    }
  }

  static func measure<M: Message>(_ type: M.Type, _ order: Order) throws {
    let wire = order.wire
    let message = try M(serializedBytes: wire)
    switch order.operation {
    case "encode": try order.measure { use(try message.serializedBytes() as [UInt8]) }
    case "decode": try order.measure { use(try M(serializedBytes: wire)) }
    case "json-encode": try order.measure { use(try message.jsonUTF8Bytes() as [UInt8]) }
    case "json-decode":
      let json = order.json
      try order.measure { use(try M(jsonUTF8Bytes: json)) }
    default: print("no operation \(order.operation)")
    }
  }
}
