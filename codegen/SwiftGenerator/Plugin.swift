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
  ///   - read: reads the file that the parameter `module_mappings` may name.
  ///   - warn: takes what is to be said besides.
  /// - Throws: `BinaryDecodingError` if the request isn't a message, `BinaryEncodingError` if the response is too large
  ///   for one.
  public static func respond(
    toPluginRequest bytes: [UInt8], read: Options.FileReader? = nil, warn: (String) -> Void = { _ in }
  ) throws -> [UInt8] {
    let request = try Google_Protobuf_Compiler_CodeGeneratorRequest(serializedBytes: bytes)
    var response = Google_Protobuf_Compiler_CodeGeneratorResponse()
    let features: [Google_Protobuf_Compiler_CodeGeneratorResponse.Feature] = [.proto3Optional, .supportsEditions]
    response.supportedFeatures = features.reduce(0) { $0 | UInt64($1.rawValue) }
    response.minimumEdition = Int32(Google_Protobuf_Edition.proto2.rawValue)
    response.maximumEdition = Int32(Google_Protobuf_Edition.edition2024.rawValue)
    do throws(GenerationError) {
      let options = try Options(parameter: request.parameter, read: read)
      if let warning = options.moduleWarning { warn(warning) }
      let generated = try SwiftGenerator(files: request.protoFile, options: options).generate(request.fileToGenerate)
      if let warning = GeneratedFile.warning(generated) { warn(warning) }
      response.file = generated.map { file in
        .with {
          $0.name = file.path
          $0.content = file.content
        }
      }
    } catch {
      // Protoc shows it as it is.
      response.error = error.description.escapingControlsInLine
    }
    return try response.serializedBytes()
  }
}
