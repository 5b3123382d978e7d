import Foundation
import MartletFoundation
import Testing

/// Some errors are caught and others passed on. What these functions show is that they compile: Swift 6.3's compiler crashes
/// on the first three, and doesn't end with the fourth, if the functions in them throw a type of error of their own.
@Suite struct CatchingTests {
  private let truncated = Data([0x0A, 5, 0x61])

  @Test func besideVariables() throws {
    #expect(try caught(decoding: truncated) == 2)
    #expect(throws: BinaryDecodingError.malformedProtobuf) { try caught(decoding: Data([0x0C])) }
    #expect(try caughtMerging(truncated) && caughtEncoding(Tutorial_Account()))
    #expect(try people(in: [Data([0x10, 1]), truncated, Data([0x10, 2])]).map(\.id) == [1, 2])
    #expect(try kind(decoding: truncated) == "truncated")
  }

  private func caught(decoding data: Data) throws -> Int {
    var count = 1
    do {
      _ = try Tutorial_Person(serializedBytes: data)
    } catch BinaryDecodingError.truncated {
      count += 1
    }
    return count
  }

  private func caughtMerging(_ data: Data) throws -> Bool {
    var person = Tutorial_Person()
    do {
      try person.merge(serializedBytes: data)
    } catch BinaryDecodingError.truncated {
      return true
    }
    return false
  }

  private func caughtEncoding(_ original: Tutorial_Account) throws -> Bool {
    var account = original
    account.quota = 1
    do {
      _ = try account.serializedData()
    } catch BinaryEncodingError.missingRequiredFields {
      return true
    }
    return false
  }

  private func people(in all: [Data]) throws -> [Tutorial_Person] {
    var people: [Tutorial_Person] = []
    for data in all {
      do {
        people.append(try Tutorial_Person(serializedBytes: data))
      } catch let error as BinaryDecodingError where error == .truncated {
        continue
      }
    }
    return people
  }

  private func kind(decoding data: Data) throws -> String {
    var text = ""
    do {
      _ = try Tutorial_Person(serializedData: data)
    } catch let error as BinaryDecodingError {
      switch error {
      case .truncated: text = "truncated"
      default: text = "another"
      }
    }
    return text
  }
}
