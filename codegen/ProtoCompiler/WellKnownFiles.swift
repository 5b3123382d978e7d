/// The files that every compiler of .proto files brings along; their texts are made from those below protos/.
public enum WellKnownFiles {
  /// A file's text by the name under which it is imported; nil if the file isn't built in.
  public static func text(_ name: String) -> String? { texts[name] }

  /// The names under which the built-in files are imported, sorted.
  public static let names = texts.keys.sorted()
}
