import Foundation
import MartletFoundation
import Testing

/// The program beside this file does what it did with swift-protobuf.
@Suite struct AddressBookTests {
  private func temporaryFile() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "address-book-\(UUID().uuidString)")
  }

  @Test func booksAreSavedAndLoaded() throws {
    let store = try AddressBookStore.sample()
    let file = temporaryFile()
    defer { try? FileManager.default.removeItem(at: file) }
    try store.save(to: file)
    #expect(try AddressBookStore(contentsOf: file).book == store.book)
    try Data([0x0A, 5, 1]).write(to: file)
    #expect {
      try AddressBookStore(contentsOf: file)
    } throws: { error in
      if case AddressBookStore.StoreError.corrupt = error { true } else { false }
    }
    try FileManager.default.removeItem(at: file)
    #expect {
      try AddressBookStore(contentsOf: file)
    } throws: { error in
      if case AddressBookStore.StoreError.other = error { true } else { false }
    }
  }

  @Test func booksAreShownAsJSON() throws {
    var store = try AddressBookStore.sample()
    let json = try store.json()
    #expect(json.contains(#""lastUpdated":"2023-11-14T22:13:20.250Z""#) && json.contains(#""photo":"/9j/""#))
    #expect(json.contains(#""longestCall":"90.500s""#) && json.contains(#""age":36"#))
    #expect(try Tutorial_AddressBook(jsonString: json) == store.book)
    let web = try store.web()
    let text = String(decoding: web, as: UTF8.self)
    #expect(text.contains(#""last_updated":"#) && text.contains(#""type":2"#) && text.contains(#""number":99"#))
    let before = store.book
    store.book = .init()
    try store.update(fromWeb: Data(text.replacing("\"people\":", with: "\"later\":[1,{}],\"people\":").utf8))
    #expect(store.book == before)
    #expect(throws: JSONDecodingError.unknownField("later")) {
      try Tutorial_AddressBook(jsonString: #"{"later":1}"#)
    }
    let people = try store.peopleJSON()
    #expect(people.hasPrefix("[{") && people.hasSuffix("}]"))
    #expect(try AddressBookStore.people(json: people) == store.book.people)
  }

  @Test func booksAreExportedAndImported() async throws {
    let store = try AddressBookStore.sample()
    let output = OutputStream.toMemory()
    try store.export(to: output)
    let data = try #require(output.property(forKey: .dataWrittenToMemoryStreamKey) as? Data)
    #expect(try AddressBookStore.import(from: InputStream(data: data)) == store.book.people)
    let bytes = AsyncStream<UInt8> { continuation in
      for byte in data { continuation.yield(byte) }
      continuation.finish()
    }
    #expect(try await AddressBookStore.import(bytes: bytes) == store.book.people)
  }

  @Test func peopleAreUpdatedAndAskedFor() throws {
    var store = try AddressBookStore.sample()
    try store.apply(
      .with {
        $0.person.id = 4711
        $0.person.name = "Ada King"
        $0.person.handle = "not taken over"
        $0.updateMask = Google_Protobuf_FieldMask(protoPaths: "name")
      })
    let person = store.book.people[0]
    #expect(person.name == "Ada King" && person.email == "ada@example.com")
    #expect(store.contact(of: person) == "ask Grace")
    #expect(store.contact(of: .with { $0.badge = Data([1, 2]) }) == "AQI=")
    #expect(try store.badge(of: person)?.number == 99)
    #expect(try store.badge(of: store.book.people[1]) == nil)
    #expect(store.phones(.home) == ["555-4321"] && store.phones(.unspecified) == [""])
    #expect(Set(store.book.people).count == 2 && person.hasSignature && person.signature.isEmpty)
  }

  @Test func anyMessageIsCached() throws {
    var cache = MessageCache()
    let person = try AddressBookStore.sample().book.people[0]
    try cache.store(person, for: "ada")
    #expect(try cache.load(for: "ada") == person)
    #expect(try cache.load(Tutorial_Badge.self, for: "none") == nil)
    #expect(person.isEqualTo(message: person) && !person.isEqualTo(message: Tutorial_Badge()))
  }

  @Test func errorsAreToldApart() {
    func description(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "none"
      } catch {
        return describe(error)
      }
    }
    #expect(description { _ = try Tutorial_Person(serializedBytes: [0x0A]) } == "cut off")
    #expect(description { _ = try Tutorial_Account().serializedData() } == "incomplete")
    #expect(description { _ = try Tutorial_Account(serializedBytes: Data()) } == "incomplete")
    #expect(description { _ = try Tutorial_Person(jsonString: #"{"id":1e10}"#) } == "number")
    #expect(description { _ = try Tutorial_Person(jsonString: #"{"id":"x"}"#) } == "number")
    #expect(description { _ = try Tutorial_Person(jsonString: "[]") } == "syntax")
    #expect(description { _ = try Tutorial_Person(jsonString: #"{"id":1}}"#) } == "JSON")
    #expect(description { _ = try Tutorial_Person(textFormatString: "nope: 1") } == "unknown")
    #expect(description { _ = try Google_Protobuf_Value().jsonString() } == "JSON out")
    let any = try? Google_Protobuf_Any(message: Tutorial_Badge())
    #expect(description { _ = try Tutorial_Person(unpackingAny: any ?? .init()) } == "another type")
    #expect(description { throw CancellationError() } == "other")
  }

  @Test func extensionsAreKeptAndKnown() throws {
    let (account, data) = try legacyAccount()
    let back = try legacyAccount(from: data)
    #expect(back == account && back.Tutorial_token == Data([1, 2]) && back.unknownFields.data.isEmpty)
    #expect(account.salt == Data([1, 255]) + Data("salt".utf8) && !account.hasSalt)
    let plain = try Tutorial_Account(serializedBytes: data)
    #expect(!plain.unknownFields.data.isEmpty && plain.Tutorial_tokens == [Data([3]), Data()])
    let extensions = Tutorial_Legacy_Extensions
    let json = try account.jsonString()
    #expect(try Tutorial_Account(jsonString: json, extensions: extensions) == account)
    let text = account.textFormatString()
    #expect(text.contains("[tutorial.priority]: 5\n"))
    #expect(try Tutorial_Account(textFormatString: text, extensions: extensions) == account)
    #expect(account.debugDescription == "\(String(reflecting: Tutorial_Account.self)):\n\(text)")
  }
}
