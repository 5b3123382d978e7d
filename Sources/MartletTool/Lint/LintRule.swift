/// What `martlet lint` looks for.
enum LintRule: String, CaseIterable, Comparable {
  case packageDefined = "PACKAGE_DEFINED"
  case packageDirectoryMatch = "PACKAGE_DIRECTORY_MATCH"
  case packageLowerSnakeCase = "PACKAGE_LOWER_SNAKE_CASE"
  case packageVersionSuffix = "PACKAGE_VERSION_SUFFIX"
  case fileLowerSnakeCase = "FILE_LOWER_SNAKE_CASE"
  case syntaxSpecified = "SYNTAX_SPECIFIED"
  case importUsed = "IMPORT_USED"
  case importNoPublic = "IMPORT_NO_PUBLIC"
  case importNoWeak = "IMPORT_NO_WEAK"
  case messagePascalCase = "MESSAGE_PASCAL_CASE"
  case fieldLowerSnakeCase = "FIELD_LOWER_SNAKE_CASE"
  case fieldNotRequired = "FIELD_NOT_REQUIRED"
  case oneofLowerSnakeCase = "ONEOF_LOWER_SNAKE_CASE"
  case enumPascalCase = "ENUM_PASCAL_CASE"
  case enumValueUpperSnakeCase = "ENUM_VALUE_UPPER_SNAKE_CASE"
  case enumValuePrefix = "ENUM_VALUE_PREFIX"
  case enumZeroValueSuffix = "ENUM_ZERO_VALUE_SUFFIX"
  case enumFirstValueZero = "ENUM_FIRST_VALUE_ZERO"
  case enumNoAllowAlias = "ENUM_NO_ALLOW_ALIAS"
  case servicePascalCase = "SERVICE_PASCAL_CASE"
  case serviceSuffix = "SERVICE_SUFFIX"
  case rpcPascalCase = "RPC_PASCAL_CASE"
  case rpcTypesUnique = "RPC_TYPES_UNIQUE"
  case reservedReuse = "RESERVED_REUSE"
  case commentMessage = "COMMENT_MESSAGE"
  case commentField = "COMMENT_FIELD"
  case commentOneof = "COMMENT_ONEOF"
  case commentEnum = "COMMENT_ENUM"
  case commentEnumValue = "COMMENT_ENUM_VALUE"
  case commentService = "COMMENT_SERVICE"
  case commentRPC = "COMMENT_RPC"

  /// The rules that hold unless others are chosen.
  static let standard = Set(allCases).subtracting(comments)
    .subtracting([.packageVersionSuffix, .rpcTypesUnique])

  static let comments: Set<LintRule> = [
    .commentMessage, .commentField, .commentOneof, .commentEnum, .commentEnumValue, .commentService, .commentRPC,
  ]

  /// The rules that a word stands for: one by its name, or one of the sets DEFAULT, COMMENTS and ALL.
  static func named(_ word: String) -> Set<LintRule>? {
    switch word {
    case "DEFAULT": standard
    case "COMMENTS": comments
    case "ALL": Set(allCases)
    default: LintRule(rawValue: word).map { [$0] }
    }
  }

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// What the rule asks for, in a few words.
  var summary: String {
    switch self {
    case .packageDefined: "a file has a package"
    case .packageDirectoryMatch: "a file lies in the folder that its package names"
    case .packageLowerSnakeCase: "packages are lower_snake_case"
    case .packageVersionSuffix: "packages end in a version such as v1 or v1beta2"
    case .fileLowerSnakeCase: "files are lower_snake_case.proto"
    case .syntaxSpecified: "a file says its syntax or edition"
    case .importUsed: "what is imported is used"
    case .importNoPublic: "nothing is imported publicly"
    case .importNoWeak: "nothing is imported weakly"
    case .messagePascalCase: "messages are PascalCase"
    case .fieldLowerSnakeCase: "fields are lower_snake_case"
    case .fieldNotRequired: "no field is required"
    case .oneofLowerSnakeCase: "oneofs are lower_snake_case"
    case .enumPascalCase: "enums are PascalCase"
    case .enumValueUpperSnakeCase: "enum values are UPPER_SNAKE_CASE"
    case .enumValuePrefix: "enum values begin with the enum's name"
    case .enumZeroValueSuffix: "the zero value's name ends in _UNSPECIFIED"
    case .enumFirstValueZero: "an enum's first value is zero"
    case .enumNoAllowAlias: "no two values of an enum share a number"
    case .servicePascalCase: "services are PascalCase"
    case .serviceSuffix: "services end in Service"
    case .rpcPascalCase: "methods are PascalCase"
    case .rpcTypesUnique: "each method has request and response types of its own"
    case .reservedReuse: "no name is a reserved one in other case or with other underscores"
    case .commentMessage: "messages have comments"
    case .commentField: "fields have comments"
    case .commentOneof: "oneofs have comments"
    case .commentEnum: "enums have comments"
    case .commentEnumValue: "enum values have comments"
    case .commentService: "services have comments"
    case .commentRPC: "methods have comments"
    }
  }
}
