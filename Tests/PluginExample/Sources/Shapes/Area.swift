extension Geometry_V1_Shape {
  /// The area of a polygon.
  package var area: Double {
    var sum = 0.0
    for (corner, next) in zip(corners, corners.dropFirst() + corners.prefix(1)) {
      sum += corner.x * next.y - next.x * corner.y
    }
    return abs(sum) / 2
  }
}
