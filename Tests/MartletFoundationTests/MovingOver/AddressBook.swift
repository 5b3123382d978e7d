// A program as users of swift-protobuf write it, from that package's documentation. Only the import is another: there it
// is SwiftProtobuf.

import Foundation
import MartletFoundation

/// What an address book stores, sends and shows.
struct AddressBookStore {
  var book = Tutorial_AddressBook()

  enum StoreError: Error {
    case corrupt
    case incomplete
    case other(any Error)
  }

  static func sample() throws -> AddressBookStore {
    let boss = Tutorial_Person.with {
      $0.name = "Grace"
      $0.id = 1
    }
    let person = try Tutorial_Person.with {
      $0.name = "Ada Lovelace"
      $0.id = 4711
      $0.email = "ada@example.com"
      $0.phones = [
        .with {
          $0.number = "555-4321"
          $0.type = .home
        },
        Tutorial_Person.PhoneNumber(),
      ]
      $0.lastUpdated = Google_Protobuf_Timestamp(date: Date(timeIntervalSince1970: 1_700_000_000.25))
      $0.photo = Data([0xFF, 0xD8, 0xFF])
      $0.labels = ["team": "engines", "floor": "2"]
      $0.keys[7] = Data("seven".utf8)
      $0.fingerprints = [Data([1]), Data([2, 3])]
      $0.signature = Data()
      $0.manager = boss
      $0.detail = try Google_Protobuf_Any(message: Tutorial_Badge.with { $0.number = 99 })
      $0.notes = ["likes": ["tea", 3, true, nil], "size": 1.5]
      $0.age = 36
      $0.longestCall = Google_Protobuf_Duration(timeInterval: 90.5)
    }
    return AddressBookStore(book: .with { $0.people = [person, boss] })
  }

  // MARK: - Files

  func save(to url: URL) throws {
    let data: Data = try book.serializedBytes()
    try data.write(to: url)
  }

  init(book: Tutorial_AddressBook = Tutorial_AddressBook()) { self.book = book }

  init(contentsOf url: URL) throws {
    do {
      book = try Tutorial_AddressBook(serializedBytes: Data(contentsOf: url))
    } catch BinaryDecodingError.truncated, BinaryDecodingError.malformedProtobuf {
      throw StoreError.corrupt
    } catch let error as BinaryDecodingError where error == .missingRequiredFields {
      throw StoreError.incomplete
    } catch {
      throw StoreError.other(error)
    }
  }

  // MARK: - JSON

  func json(pretty options: JSONEncodingOptions = .init()) throws -> String { try book.jsonString(options: options) }

  func web() throws -> Data {
    var options = JSONEncodingOptions()
    options.preserveProtoFieldNames = true
    options.alwaysPrintEnumsAsInts = true
    options.alwaysPrintInt64sAsNumbers = true
    options.useDeterministicOrdering = true
    return try book.jsonUTF8Data(options: options)
  }

  mutating func update(fromWeb data: Data) throws {
    var options = JSONDecodingOptions()
    options.ignoreUnknownFields = true
    options.messageDepthLimit = 50
    book = try Tutorial_AddressBook(jsonUTF8Data: data, options: options)
  }

  static func people(json: String) throws -> [Tutorial_Person] { try Tutorial_Person.array(fromJSONString: json) }

  func peopleJSON() throws -> String { try Tutorial_Person.jsonString(from: book.people) }

  // MARK: - Streams

  func export(to stream: OutputStream) throws {
    stream.open()
    defer { stream.close() }
    for person in book.people { try BinaryDelimited.serialize(message: person, to: stream) }
  }

  static func `import`(from stream: InputStream) throws -> [Tutorial_Person] {
    stream.open()
    defer { stream.close() }
    var people: [Tutorial_Person] = []
    while stream.hasBytesAvailable {
      do {
        people.append(try BinaryDelimited.parse(messageType: Tutorial_Person.self, from: stream))
      } catch let error as SwiftProtobufError where error.code == .binaryStreamDecodingError {
        break
      }
    }
    return people
  }

  static func `import`<Bytes: AsyncSequence>(
    bytes: Bytes
  ) async throws -> [Tutorial_Person] where Bytes.Element == UInt8 {
    var people: [Tutorial_Person] = []
    for try await person in bytes.binaryProtobufDelimitedMessages(of: Tutorial_Person.self) { people.append(person) }
    return people
  }

  // MARK: - Fields

  mutating func apply(_ request: Tutorial_UpdatePersonRequest) throws {
    guard let index = book.people.firstIndex(where: { $0.id == request.person.id }) else { return }
    guard request.updateMask.isValid(for: Tutorial_Person.self) else { return }
    try book.people[index].merge(from: request.person, fieldMask: request.updateMask)
  }

  func contact(of person: Tutorial_Person) -> String {
    switch person.contact {
    case .handle(let handle)?: handle
    case .manager(let manager)?: "ask \(manager.name)"
    case .badge(let data)?: data.base64EncodedString()
    case nil: "none"
    }
  }

  func badge(of person: Tutorial_Person) throws -> Tutorial_Badge? {
    guard person.hasDetail, person.detail.isA(Tutorial_Badge.self) else { return nil }
    return try Tutorial_Badge(unpackingAny: person.detail)
  }

  func phones(_ type: Tutorial_Person.PhoneType) -> [String] {
    book.people.flatMap(\.phones).filter { $0.type == type }.map(\.number)
  }
}

// MARK: - Code over any message

/// A cache of encoded messages, as generic code over messages has it.
struct MessageCache {
  private var entries: [String: Data] = [:]

  mutating func store(_ message: any Message, for key: String) throws {
    entries[key] = try message.serializedData(partial: true)
  }

  func load<M: Message>(_ type: M.Type = M.self, for key: String) throws -> M? {
    try entries[key].map { try M(serializedData: $0, partial: true) }
  }
}

func describe(_ error: any Error) -> String {
  switch error {
  case BinaryDecodingError.truncated: "cut off"
  case BinaryEncodingError.missingRequiredFields, BinaryDecodingError.missingRequiredFields: "incomplete"
  case JSONDecodingError.malformedNumber, JSONDecodingError.numberRange: "number"
  case let error as JSONDecodingError: error == .failure ? "syntax" : "JSON"
  case TextFormatDecodingError.unknownField: "unknown"
  case is JSONEncodingError: "JSON out"
  case AnyUnpackError.typeMismatch: "another type"
  default: "other"
  }
}

// MARK: - Extensions

/// An account with what other files add to it.
func legacyAccount() throws -> (account: Tutorial_Account, data: Data) {
  var account = Tutorial_Account()
  account.login = "ada"
  account.session.host = "localhost"
  account.Tutorial_priority = 5
  account.Tutorial_tags = ["a", "b"]
  account.Tutorial_team = .with { $0.name = "engines" }
  account.Tutorial_token = Data([1, 2])
  account.Tutorial_tokens = [Data([3]), Data()]
  return (account, try account.serializedData())
}

func legacyAccount(from data: Data) throws -> Tutorial_Account {
  let extensions: SimpleExtensionMap = SimpleExtensionMap(Tutorial_Legacy_Extensions)
  return try Tutorial_Account(serializedBytes: data, extensions: extensions)
}
