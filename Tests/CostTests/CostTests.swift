import CostShapes
import Testing

/// What input from outside may cost: twice the input at most about twice, in instructions and in bytes allocated, and for
/// each byte of input a bounded number of bytes. Nothing is timed. Instructions are callgrind's, of an optimized build:
/// `make cost` has them counted, `make test` leaves it at the bytes.
@Suite struct CostTests {
  private static let costs = Result { try Costs() }
  /// Hash tables grow in steps, and sorting takes a little more than twice.
  private static let growth = 2.6

  @Test(arguments: zip(allShapes.indices, allShapes))
  func twiceTheInputCostsTwice(index: Int, shape: Shape) throws {
    let cost = try #require(try Self.costs.get()[index], "no cost was measured")
    #expect(cost.instructionGrowth < Self.growth, "instructions of \(shape)")
    #expect(cost.allocationGrowth < Self.growth, "bytes allocated in all by \(shape)")
    #expect(cost.peakGrowth < Self.growth, "bytes allocated at one time by \(shape)")
    #expect(cost.totalMultiple <= shape.ceiling.total, "bytes allocated in all for a byte of \(shape)")
    #expect(cost.peakMultiple <= shape.ceiling.peak, "bytes allocated at one time for a byte of \(shape)")
  }
}
