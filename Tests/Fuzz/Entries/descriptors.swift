import FuzzTargets

/// What libFuzzer calls with each input; the return value means nothing to it.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  if let wrong = FuzzTarget.descriptors.run(UnsafeRawBufferPointer(start: bytes, count: count)) { fatalError(wrong) }
  return 0
}
