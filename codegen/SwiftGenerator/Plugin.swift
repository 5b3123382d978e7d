import MartletProtobuf
import MartletReflection

extension SwiftGenerator {
  /// Answers a request of protoc or buf: a `google.protobuf.compiler.CodeGeneratorRequest` in wire format with a
  /// `CodeGeneratorResponse` in wire format.
  ///
  /// What is wrong with the files or the parameter stands in the response, as the plugin protocol has it.
  ///
  /// - Parameters:
  ///   - bytes: the request.
  ///   - readMappings: reads the file that the parameter `module_mappings` may name.
  /// - Throws: `BinaryDecodingError` if the request isn't a message, `BinaryEncodingError` if the response is too large for one.
  public static func respond(
    toPluginRequest bytes: [UInt8], readMappings: Options.MappingReader? = nil
  ) throws -> [UInt8] {
    let request = try Google_Protobuf_Compiler_CodeGeneratorRequest(serializedBytes: bytes)
    var response = Google_Protobuf_Compiler_CodeGeneratorResponse()
    let features: [Google_Protobuf_Compiler_CodeGeneratorResponse.Feature] = [.proto3Optional, .supportsEditions]
    response.supportedFeatures = features.reduce(0) { $0 | UInt64($1.rawValue) }
    response.minimumEdition = Int32(Google_Protobuf_Edition.proto2.rawValue)
    response.maximumEdition = Int32(Google_Protobuf_Edition.edition2024.rawValue)
    do throws(GenerationError) {
      let options = try Options(parameter: request.parameter, readMappings: readMappings)
      let generator = try SwiftGenerator(files: request.protoFile, options: options)
      for name in request.fileToGenerate {
        for generated in try generator.generate(name) {
          response.file.append(
            .with {
              $0.name = generated.path
              $0.content = generated.content
            })
        }
      }
    } catch {
      response.file = []
      response.error = error.description
    }
    return try response.serializedBytes()
  }
}
