// What generated code imports.
import GRPCCore
import GRPCProtobuf
import SwiftProtobuf
