import MartletProtobuf

/// Why descriptors don't make a schema: which element of which file, and what is wrong with it.
public struct DescriptorError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// The bytes aren't a descriptor in wire format.
    case undecodable(BinaryDecodingError)
    /// The file imports one that is neither in the pool nor among the files added with it.
    case missingImport(String)
    /// The files import each other in a circle; the paths on it.
    case importCycle([String])
    /// The pool has another file of the same name, with other contents.
    case conflictingFile
    /// The name is already taken by an element of the file named.
    case duplicateSymbol(definedIn: String)
    /// The element refers to a type that no visible file declares.
    case unresolvedType(String)
    /// The element refers to a type of a file that its own file doesn't import.
    case notImported(type: String, file: String)
    /// No message, enum or service of that name is in the pool.
    case unknownSymbol
    /// The descriptor breaks a rule of the language; the text says which.
    case invalid(String)
  }

  /// The path of the file, or an empty string if it isn't known.
  public let file: String
  /// The full name of the element, or an empty string if the error concerns the file.
  public let element: String
  /// What is wrong.
  public let reason: Reason

  init(_ reason: Reason, element: String = "", file: String) {
    self.file = file
    self.element = element
    self.reason = reason
  }

  public var description: String {
    var place = file
    if !element.isEmpty { place += place.isEmpty ? element : ": \(element)" }
    let what =
      switch reason {
      case .undecodable(let error): "not a descriptor: \(error)"
      case .missingImport(let path): "imports \"\(path)\", which is missing"
      case .importCycle(let paths): "imports itself: \(paths.joined(separator: " -> "))"
      case .conflictingFile: "a different file of this name is already known"
      case .duplicateSymbol(let other): "is already defined in \"\(other)\""
      case .unresolvedType(let type): "\"\(type)\" is not defined"
      case .notImported(let type, let other): "\"\(type)\" is defined in \"\(other)\", which is not imported"
      case .unknownSymbol: "is not defined"
      case .invalid(let text): text
      }
    return place.isEmpty ? what : "\(place): \(what)"
  }
}
